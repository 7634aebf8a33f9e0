package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.testkit.Race;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.testkit.Stores;
import io.deviceregistration.core.value.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How attempts that are too old to be known are cleared away. */
final class OutdatedAttemptsTest {

    private static final Instant THEN = SampleDevice.REGISTERED_AT;
    private static final Instant NOW = THEN.plus(RegistrationAttempt.LIFETIME);

    static Stream<Named<Supplier<TestDatabase>>> databases() {
        return Stream.of(Named.of("H2", TestDatabase::inMemory), Named.of("PostgreSQL", TestDatabase::onPostgres));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void one_registration_clears_a_few_and_those_that_follow_the_others(Supplier<TestDatabase> make) {
        try (TestDatabase database = make.get()) {
            Stores stores = database.openBoth();
            ProvisioningKey key = inserted(stores);
            int outdated = 2 * OutdatedAttempts.CLEARED_AT_ONCE + 50;
            attemptedThen(stores, key, outdated);

            List<Long> left = IntStream.range(0, 3)
                    .mapToObj(count -> {
                        attempt(stores, inserted(stores), NOW);
                        return attemptsOfThen(database);
                    })
                    .toList();

            assertThat(left).containsExactly(outdated - 100L, outdated - 200L, 0L);
            assertThat(attempts(database)).isEqualTo(3);
            assertThat(database.count("SELECT COUNT(*) FROM devices")).isEqualTo(outdated + 3);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void one_registration_an_hour_clears(Supplier<TestDatabase> make) {
        try (TestDatabase database = make.get()) {
            Stores stores = database.openBoth();
            ProvisioningKey key = inserted(stores);
            attempt(stores, key, NOW);
            attempt(stores, key, THEN);

            attempt(stores, key, NOW.plus(Duration.ofHours(1)).minusMillis(1));
            assertThat(attemptsOfThen(database)).isEqualTo(1);
            stores.devices()
                    .register(
                            SampleDevice.with(key)
                                    .registeredAt(NOW.plus(Duration.ofHours(1)))
                                    .build(),
                            SampleAttribution.any());
            assertThat(attemptsOfThen(database)).isEqualTo(1);
            attempt(stores, key, NOW.plus(Duration.ofHours(1)));
            assertThat(attemptsOfThen(database)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void every_registration_succeeds_while_two_instances_clear_and_devices_are_deleted(Supplier<TestDatabase> make)
            throws Exception {
        try (TestDatabase database = make.get()) {
            List<Stores> instances = List.of(database.openBoth(), database.openBoth());
            List<HashedDevice> old = attemptedThen(instances.get(0), inserted(instances.get(0)), 400);
            List<ProvisioningKey> keys =
                    Stream.generate(() -> inserted(instances.get(0))).limit(4).toList();

            Race.run(keys.size() + 1, thread -> () -> {
                Stores stores = instances.get(thread % instances.size());
                for (int count = 0; count < 20; count++) {
                    if (thread < keys.size()) {
                        attempt(stores, keys.get(thread), NOW);
                    } else {
                        assertThat(stores.devices()
                                        .delete(
                                                old.get(count * 20).device().tenant(),
                                                old.get(count * 20).device().id(),
                                                SampleAttribution.any()))
                                .isTrue();
                    }
                }
                return true;
            });

            assertThat(attempts(database)).isEqualTo(attemptsOfThen(database) + 80);
            assertThat(database.count("SELECT COUNT(*) FROM devices")).isEqualTo(400 - 20 + 80);
            for (int hour = 1; hour <= 4; hour++) {
                attempt(instances.get(0), keys.get(0), NOW.plus(Duration.ofHours(hour)));
            }
            assertThat(attemptsOfThen(database)).isZero();
            assertThat(attempts(database)).isEqualTo(80 + 4);
        }
    }

    private static ProvisioningKey inserted(Stores stores) {
        var key = SampleProvisioningKey.of("acme").build();
        stores.keys().insert(key, SampleAttribution.any());
        return key.key();
    }

    private static List<HashedDevice> attemptedThen(Stores stores, ProvisioningKey with, int count) {
        return Stream.generate(() -> attempt(stores, with, THEN)).limit(count).toList();
    }

    private static HashedDevice attempt(Stores stores, ProvisioningKey with, Instant at) {
        HashedDevice device = SampleDevice.with(with).registeredAt(at).build();
        RegistrationAttempt attempt =
                new RegistrationAttempt(Sha256.of(UUID.randomUUID().toString()), Sha256.of("request"));
        assertThat(stores.devices().register(device, attempt, SampleAttribution.any()))
                .isEqualTo(new Registration.Registered());
        return device;
    }

    private static long attemptsOfThen(TestDatabase database) {
        return database.count("SELECT COUNT(*) FROM device_registrations WHERE device_id IN"
                + " (SELECT id FROM devices WHERE registered_at = TIMESTAMP WITH TIME ZONE '" + THEN + "')");
    }

    private static long attempts(TestDatabase database) {
        return database.count("SELECT COUNT(*) FROM device_registrations");
    }
}
