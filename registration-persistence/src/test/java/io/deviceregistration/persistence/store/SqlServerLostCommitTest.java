package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import io.deviceregistration.persistence.tds.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A commit that was done and whose answer was lost. The script answers the second try as a server does on which the first
 * one took effect, or on which somebody else was faster.
 */
final class SqlServerLostCommitTest {

    private final HashedProvisioningKey key =
            SampleProvisioningKey.of("demo").limit(1).registrations(1).build();
    private final HashedDevice device = SampleDevice.with(key.key()).build();
    private final ScriptedStore store = ScriptedStore.open();
    private final ScriptedTdsServer server = store.server();

    @BeforeEach
    void loseTheFirstCommit() {
        server.whenCommit().onTime(1).thenDoAndCutConnection();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_registration_that_used_the_key_up_is_found_to_be_done() {
        server.when("UPDATE edge_provisioning_keys").onTime(2).thenUpdated(0);
        server.when("SELECT key_hash FROM devices")
                .then(ScriptedRows.hash(device.keyHash().reveal()));
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertThat(server.calls("INSERT INTO devices")).hasSize(1);
        assertThat(server.calls("INSERT INTO audit_events")).hasSize(1);
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.COMMITTED);
    }

    @Test
    void a_registration_that_is_there_already_is_counted_once() {
        server.when("INSERT INTO devices").onTime(2).then(new SqlServerError(2627, 14).reply());
        server.when("SELECT key_hash FROM devices")
                .then(ScriptedRows.hash(device.keyHash().reveal()));
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertThat(server.calls("INSERT INTO audit_events")).hasSize(1);
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.ROLLED_BACK);
    }

    @Test
    void a_key_that_somebody_else_used_up_meanwhile_is_refused() {
        server.when("UPDATE edge_provisioning_keys").onTime(2).thenUpdated(0);
        server.when("FROM edge_provisioning_keys").then(ScriptedRows.of(key));
        assertThat(store.devices().register(device, SampleAttribution.any()))
                .isEqualTo(new Registration.KeyRefused(ProvisioningKeyStatus.EXHAUSTED));
    }

    @Test
    void a_name_that_somebody_else_got_meanwhile_is_taken() {
        server.when("INSERT INTO devices").onTime(2).then(new SqlServerError(2627, 14).reply());
        assertThat(store.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.NameTaken());
    }

    @Test
    void another_device_under_the_same_id_is_not_taken_for_this_one() {
        server.when("INSERT INTO devices").onTime(2).then(new SqlServerError(2627, 14).reply());
        server.when("SELECT key_hash FROM devices").then(ScriptedRows.hash("$sample$another"));
        assertThatExceptionOfType(DuplicateRowException.class)
                .isThrownBy(() -> store.devices().register(device, SampleAttribution.any()));
    }

    @Test
    void a_provisioning_key_that_is_there_already_is_created_once() {
        server.when("INSERT INTO edge_provisioning_keys").onTime(2).then(new SqlServerError(2627, 14).reply());
        server.when("SELECT key_hash FROM edge_provisioning_keys")
                .then(ScriptedRows.hash(key.hash().reveal()));
        store.keys().insert(key, SampleAttribution.any());
        assertThat(server.calls("INSERT INTO audit_events")).hasSize(1);
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.ROLLED_BACK);
        assertThat(store.sent()).endsWith("""
                SELECT key_hash FROM edge_provisioning_keys WHERE id = @P0
                    @P0  uniqueidentifier %s
                """.formatted(key.key().id()));
    }

    @Test
    void another_provisioning_key_under_the_same_id_is_not_taken_for_this_one() {
        server.when("INSERT INTO edge_provisioning_keys").onTime(2).then(new SqlServerError(2627, 14).reply());
        server.when("SELECT key_hash FROM edge_provisioning_keys").then(ScriptedRows.hash("$sample$another"));
        assertThatExceptionOfType(DuplicateRowException.class)
                .isThrownBy(() -> store.keys().insert(key, SampleAttribution.any()));
    }
}
