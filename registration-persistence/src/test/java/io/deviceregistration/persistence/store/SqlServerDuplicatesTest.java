package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Violations of a unique constraint (2627) and of a unique index (2601). */
final class SqlServerDuplicatesTest {

    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
    private final HashedDevice device = SampleDevice.with(key.key()).build();
    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2627, 2601})
    void a_device_s_name_is_taken_if_its_id_is_new(int number) {
        store.server().when("INSERT INTO devices").then(new SqlServerError(number, 14).reply());
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.NameTaken());
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
        assertThat(store.sent()).endsWith("""
                ROLLBACK
                SELECT key_hash FROM devices WHERE id = @P0
                    @P0  uniqueidentifier %s
                SELECT id FROM devices WHERE tenant_id = @P0 AND name_key = @P1 AND reregistration_until > @P2
                    @P0  varchar(8000)    demo
                    @P1  nvarchar(4000)   %s
                    @P2  datetimeoffset   2024-03-10T02:29:59.993Z
                """.formatted(
                        device.device().id(), device.device().name().folded()));
    }

    /** Who takes the place closes its window and keeps the attempt at one moment; one of the two is seen in this order. */
    @Test
    void whether_the_attempt_is_known_is_asked_after_the_window() {
        RegistrationAttempt attempt = new RegistrationAttempt(Sha256.of("key"), Sha256.of("request"));
        store.server().when("INSERT INTO devices").then(new SqlServerError(2627, 14).reply());
        store.server()
                .when("SELECT request_hash, device_id")
                .then(ScriptedRows.attempt(attempt, new DeviceId(UUID.randomUUID())));
        assertThat(store.devices().register(device, attempt, SampleAttribution.any()))
                .isEqualTo(new Registration.AttemptedBefore());
        assertThat(store.sent()).containsSubsequence("ROLLBACK", "SELECT id FROM devices", "SELECT request_hash");
    }

    @ParameterizedTest
    @ValueSource(ints = {2627, 2601})
    void a_device_of_the_same_id_is_refused_even_if_its_hash_is_the_same(int number) {
        store.server().when("INSERT INTO devices").then(new SqlServerError(number, 14).reply());
        store.server()
                .when("SELECT key_hash FROM devices")
                .then(ScriptedRows.hash(device.keyHash().reveal()));
        assertThatExceptionOfType(DuplicateRowException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
    }

    @ParameterizedTest
    @ValueSource(ints = {2627, 2601})
    void a_provisioning_key_of_the_same_id_is_refused(int number) {
        store.server().when("INSERT INTO edge_provisioning_keys").then(new SqlServerError(number, 14).reply());
        assertThatExceptionOfType(DuplicateRowException.class)
                .isThrownBy(() -> store.keys().insert(key, SampleAttribution.any()));
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
    }
}
