package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.persistence.store.CuttingProxy.Cut;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers see of a connection to PostgreSQL that is lost while a change is being confirmed. */
final class InterruptedCommitTest {

    private final TestDatabase database = TestDatabase.onPostgresWithSchema();
    private DatabaseStore direct;

    @BeforeEach
    void migrate() {
        direct = database.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_registration_happens_once_even_if_it_was_the_last_that_its_key_allowed(Cut cut) throws Exception {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").limit(1).build();
        direct.provisioningKeys().insert(key, SampleAttribution.any());
        HashedDevice device = SampleDevice.with(key.key()).build();
        try (CuttingProxy proxy = proxy(cut);
                DatabaseStore store = through(proxy)) {
            proxy.cutNext(1);
            assertThat(store.devices().register(device, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
        }
        assertThat(direct.devices().findHashed(device.device().id())).contains(device);
        assertThat(registrations(key)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_registration_that_may_be_repeated_is_not_taken_for_its_own_repetition(Cut cut) throws Exception {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").limit(1).build();
        direct.provisioningKeys().insert(key, SampleAttribution.any());
        HashedDevice device = SampleDevice.with(key.key())
                .replayUntil(SampleDevice.REGISTERED_AT.plusSeconds(1))
                .build();
        RegistrationAttempt attempt = new RegistrationAttempt(Sha256.of("key"), Sha256.of("request"));
        try (CuttingProxy proxy = proxy(cut);
                DatabaseStore store = through(proxy)) {
            proxy.cutNext(1);
            assertThat(store.devices().register(device, attempt, SampleAttribution.any()))
                    .isEqualTo(new Registration.Registered());
        }
        assertThat(direct.devices().findHashed(device.device().id())).contains(device);
        assertThat(registrations(key)).isEqualTo(1);
    }

    @Test
    void a_registration_that_is_never_confirmed_is_all_there_or_not_at_all() throws Exception {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
        direct.provisioningKeys().insert(key, SampleAttribution.any());
        HashedDevice device = SampleDevice.with(key.key()).build();
        try (CuttingProxy proxy = proxy(Cut.BEFORE_THE_COMMIT);
                DatabaseStore store = through(proxy)) {
            proxy.cutNext(Integer.MAX_VALUE);
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
            assertThat(proxy.commits()).isEqualTo(Transactions.MAX_ATTEMPTS);
        }
        assertThat(direct.devices().findHashed(device.device().id())).isEmpty();
        assertThat(registrations(key)).isZero();
    }

    @Test
    void a_name_that_another_device_has_stays_taken() throws Exception {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
        direct.provisioningKeys().insert(key, SampleAttribution.any());
        direct.devices().register(SampleDevice.with(key.key()).name("Pump").build(), SampleAttribution.any());
        try (CuttingProxy proxy = proxy(Cut.BEFORE_THE_COMMIT);
                DatabaseStore store = through(proxy)) {
            HashedDevice other = SampleDevice.with(key.key()).name("Valve").build();
            proxy.cutNext(1);
            store.devices().register(other, SampleAttribution.any());
            assertThat(store.devices()
                            .register(SampleDevice.with(key.key()).name("pump").build(), SampleAttribution.any()))
                    .isEqualTo(new Registration.NameTaken());
        }
        assertThat(registrations(key)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void a_provisioning_key_is_created_once(Cut cut) throws Exception {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
        try (CuttingProxy proxy = proxy(cut);
                DatabaseStore store = through(proxy)) {
            proxy.cutNext(1);
            store.provisioningKeys().insert(key, SampleAttribution.any());
        }
        assertThat(direct.provisioningKeys().findHashed(key.key().id())).contains(key);
    }

    @Test
    void callers_do_not_notice_that_idle_connections_died() {
        HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
        try (DatabaseStore store =
                DatabaseStore.open(database.settings().withPoolSize(Transactions.MAX_ATTEMPTS - 1))) {
            store.provisioningKeys().insert(key, SampleAttribution.any());
            database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            assertThat(store.provisioningKeys().findHashed(key.key().id())).contains(key);
        }
    }

    private CuttingProxy proxy(Cut cut) throws Exception {
        return new CuttingProxy(uri().getPort(), cut);
    }

    /** One connection, which has been used, so that a try after it broke needs a new one. */
    private DatabaseStore through(CuttingProxy proxy) {
        String url = database.settings().url().replace(":" + uri().getPort() + "/", ":" + proxy.port() + "/");
        return DatabaseStore.open(StoreSettings.of(url).withPoolSize(1));
    }

    private URI uri() {
        return URI.create(database.settings().url().substring("jdbc:".length()));
    }

    private int registrations(HashedProvisioningKey key) {
        return direct.provisioningKeys()
                .find(key.key().tenant(), key.key().id())
                .orElseThrow()
                .registrations();
    }
}
