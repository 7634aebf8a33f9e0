package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import io.deviceregistration.persistence.tds.TransactionState;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when a device's place is taken, and what is made of a commit whose answer was lost. */
final class SqlServerReregistrationTest {

    private static final HashedProvisioningKey KEY = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .limit(1)
            .registrations(1)
            .build();
    private static final HashedDevice DEVICE = SampleDevice.with(KEY.key())
            .id(new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222")))
            .location("Köln")
            .registeredFrom("2001:db8::7")
            .hash(StoredHash.of("$sample$1"))
            .build();

    private static final Attribution BY = SampleAttribution.any();

    private final ScriptedStore store = ScriptedStore.open();
    private final ScriptedTdsServer server = store.server();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void counts_the_use_and_replaces_the_device_in_one_transaction() {
        findDevice();
        assertThat(store.devices().reregister(DEVICE, null, BY))
                .isEqualTo(new Registration.Reregistered(DEVICE.device()));
        assertThat(store.sent())
                .startsWith("""
                BEGIN
                UPDATE edge_provisioning_keys SET registrations = registrations + @P0,
                """)
                .contains("""
                UPDATE devices SET key_hash = @P0, previous_key_hash = NULL, previous_key_until = NULL,
                replay_until = @P1, reregistration_until = NULL,
                provisioning_key_id = @P2, registered_at = @P3, registered_from = @P4,
                location = COALESCE(@P5, location), type = COALESCE(@P6, type),
                attributes = COALESCE(@P7, attributes)
                WHERE id = @P8 AND tenant_id = @P9 AND reregistration_until > @P10
                    @P0  varchar(8000)    $sample$1
                    @P1  datetimeoffset   null
                    @P2  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P3  datetimeoffset   2024-03-10T02:29:59.993Z
                    @P4  varchar(8000)    2001:db8::7
                    @P5  nvarchar(4000)   Köln
                    @P6  nvarchar(4000)   null
                    @P7  nvarchar(4000)   null
                    @P8  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P9  varchar(8000)    demo
                    @P10 datetimeoffset   2024-03-10T02:29:59.993Z
                DELETE FROM device_registrations WHERE device_id = @P0
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
                last_seen_at, reregistration_until, registered_from
                FROM devices WHERE id = @P0 AND tenant_id = @P1
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    demo
                """)
                .endsWith(SentAuditEvent.insert(BY, "device_reregistered", DEVICE.device()) + "COMMIT\n");
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED);
    }

    @Test
    void counts_nothing_if_the_device_may_not_be_replaced() {
        server.when("UPDATE devices").thenUpdated(0);
        assertThat(store.devices().reregister(DEVICE, null, BY)).isEqualTo(new Registration.NameTaken());
        assertThat(server.calls("INSERT INTO audit_events")).isEmpty();
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK);
    }

    @Test
    void is_found_to_be_done_though_the_answer_of_its_commit_was_lost() {
        server.whenCommit().onTime(1).thenDoAndCutConnection();
        server.when("UPDATE devices").onTime(2).thenUpdated(0);
        findDevice();
        findHash("$sample$1");
        assertThat(store.devices().reregister(DEVICE, null, BY))
                .isEqualTo(new Registration.Reregistered(DEVICE.device()));
        assertThat(server.calls("INSERT INTO audit_events")).hasSize(1);
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.ROLLED_BACK);
    }

    @Test
    void is_found_to_be_done_though_it_used_the_key_up() {
        server.whenCommit().onTime(1).thenDoAndCutConnection();
        server.when("UPDATE edge_provisioning_keys").onTime(2).thenUpdated(0);
        findDevice();
        findHash("$sample$1");
        assertThat(store.devices().reregister(DEVICE, null, BY))
                .isEqualTo(new Registration.Reregistered(DEVICE.device()));
    }

    @Test
    void is_not_done_if_somebody_else_was_faster_when_the_commit_was_lost() {
        server.whenCommit().onTime(1).thenDoAndCutConnection();
        server.when("UPDATE devices").onTime(2).thenUpdated(0);
        findDevice();
        findHash("$sample$another");
        assertThat(store.devices().reregister(DEVICE, null, BY)).isEqualTo(new Registration.NameTaken());
    }

    private void findDevice() {
        server.when("SELECT id, tenant_id, name").then(ScriptedRows.of(DEVICE));
    }

    private void findHash(String hash) {
        server.when("SELECT key_hash FROM devices").then(ScriptedRows.hash(hash));
    }
}
