package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.persistence.store.CuttingProxy.Cut;
import java.net.URI;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What those of a group see of a connection to PostgreSQL that is lost while their transaction is being confirmed. The first
 * one, which has its turn while the others come, wants a taken name and commits nothing.
 */
@Timeout(120)
final class InterruptedGroupTest {

    private static final int SIZE = 6;

    private final TestDatabase database = TestDatabase.onPostgresWithSchema();
    private DatabaseStore direct;

    @BeforeEach
    void open() {
        direct = database.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void each_is_registered_and_counted_once(Cut cut) throws Exception {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
        assertEachRegistersOnce(cut, key);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void each_is_registered_and_counted_once_if_they_are_the_last_that_the_key_allows(Cut cut) throws Exception {
        HashedProvisioningKey key =
                SampleProvisioningKey.of("demo").limit(1 + SIZE).build();
        assertEachRegistersOnce(cut, key);
    }

    private void assertEachRegistersOnce(Cut cut, HashedProvisioningKey key) throws Exception {
        direct.provisioningKeys().insert(key, SampleAttribution.any());
        direct.devices().register(SampleDevice.with(key.key()).name("Pump").build(), SampleAttribution.any());
        List<HashedDevice> devices = Stream.generate(
                        () -> SampleDevice.with(key.key()).build())
                .limit(SIZE)
                .toList();
        try (CuttingProxy proxy = new CuttingProxy(uri().getPort(), cut);
                DatabaseStore store = through(proxy);
                Connection holding = database.connect()) {
            proxy.cutNext(1);
            holding.setAutoCommit(false);
            holding.createStatement().execute("UPDATE edge_provisioning_keys SET label = label");
            Caller<Registration> first = Caller.start(register(
                    store.devices(), SampleDevice.with(key.key()).name("pump").build()));
            List<Caller<Registration>> others = new ArrayList<>();
            for (HashedDevice device : devices) {
                // Every other one may be repeated.
                others.add(Caller.start(
                        others.size() % 2 == 0
                                ? register(store.devices(), device)
                                : registerRepeatably(store.devices(), device)));
            }
            holding.commit();
            assertThat(first.result()).isEqualTo(new Registration.NameTaken());
            assertThat(Caller.results(others)).containsOnly(new Registration.Registered());
        }
        for (HashedDevice device : devices) {
            assertThat(direct.devices().findHashed(device.device().id())).contains(device);
        }
        assertThat(database.count("SELECT registrations FROM edge_provisioning_keys"))
                .isEqualTo(1 + SIZE);
        assertThat(database.count("SELECT COUNT(*) FROM audit_events WHERE action = 'device_registered'"))
                .isEqualTo(1 + SIZE);
        // Of one transaction if it was the group's after all, else of one each.
        assertThat(database.count("SELECT COUNT(DISTINCT xmin::text) FROM devices"))
                .isEqualTo(1 + (cut == Cut.AFTER_THE_COMMIT ? 1 : SIZE));
    }

    private static Callable<Registration> register(DeviceRepository repository, HashedDevice device) {
        return () -> repository.register(device, SampleAttribution.any());
    }

    private static Callable<Registration> registerRepeatably(DeviceRepository repository, HashedDevice device) {
        RegistrationAttempt attempt =
                new RegistrationAttempt(Sha256.of(device.device().id().value().toString()), Sha256.of("request"));
        return () -> repository.register(device, attempt, SampleAttribution.any());
    }

    private DatabaseStore through(CuttingProxy proxy) {
        String url = database.settings().url().replace(":" + uri().getPort() + "/", ":" + proxy.port() + "/");
        return DatabaseStore.open(StoreSettings.of(url));
    }

    private URI uri() {
        return URI.create(database.settings().url().substring("jdbc:".length()));
    }
}
