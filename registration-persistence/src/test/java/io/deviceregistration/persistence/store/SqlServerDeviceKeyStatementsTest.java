package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when devices' keys change, word for word, with the types that it declares. */
final class SqlServerDeviceKeyStatementsTest {

    private static final ProvisioningKey KEY = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .build()
            .key();
    private static final DeviceId ID = new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222"));
    private static final StoredHash HASH = StoredHash.of("$sample$1");

    private static final HashedDevice HASHED =
            SampleDevice.with(KEY).id(ID).name("Pumpe 😀").build();
    private static final Device DEVICE = HASHED.device();
    private static final Attribution BY = SampleAttribution.any();

    private static final String FIND = """
            SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
            last_seen_at, reregistration_until, registered_from
            FROM devices WHERE id = @P0 AND tenant_id = @P1
                @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                @P1  varchar(8000)    demo
            """;

    private static final String FIND_HASHED = """
            SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
            last_seen_at, reregistration_until, registered_from, previous_key_hash, previous_key_until, replay_until FROM devices WHERE id = @P0
                @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
            """;

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void replace_key_changes_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        assertThat(store.devices().replaceKey(KEY.tenant(), ID, HASH, BY)).isTrue();
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE devices SET key_hash = @P0, previous_key_hash = NULL, previous_key_until = NULL,
                replay_until = NULL
                WHERE id = @P1 AND tenant_id = @P2
                    @P0  varchar(8000)    $sample$1
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                """ + FIND + SentAuditEvent.insert(BY, "device_key_replaced", DEVICE) + "COMMIT\n");
    }

    @Test
    void rotate_key_changes_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        assertThat(store.devices()
                        .rotateKey(ID, HASH, StoredHash.of("$sample$2"), Instant.parse("2024-05-01T10:00:00.003Z"), BY))
                .isTrue();
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE devices SET key_hash = @P0, previous_key_hash = @P1, previous_key_until = @P2,
                replay_until = NULL
                WHERE id = @P3 AND status = 'active' AND (key_hash = @P4 OR previous_key_hash = @P5)
                    @P0  varchar(8000)    $sample$2
                    @P1  varchar(8000)    $sample$1
                    @P2  datetimeoffset   2024-05-01T10:00:00.003Z
                    @P3  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P4  varchar(8000)    $sample$1
                    @P5  varchar(8000)    $sample$1
                """ + FIND_HASHED + SentAuditEvent.insert(BY, "device_key_rotated", DEVICE) + "COMMIT\n");
    }

    @Test
    void confirm_key_is_one_statement() {
        assertThat(store.devices().confirmKey(ID, HASH)).isTrue();
        assertThat(store.sent()).isEqualTo("""
                UPDATE devices SET previous_key_hash = NULL, previous_key_until = NULL, replay_until = NULL
                WHERE id = @P0 AND key_hash = @P1
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    $sample$1
                """);
    }

    @Test
    void a_key_that_is_not_there_any_more_is_neither_rotated_nor_confirmed() {
        store.server().when("UPDATE devices").thenUpdated(0);
        assertThat(store.devices().rotateKey(ID, HASH, HASH, Instant.EPOCH, BY)).isFalse();
        assertThat(store.devices().confirmKey(ID, HASH)).isFalse();
        assertThat(store.devices().replaceKey(KEY.tenant(), ID, HASH, BY)).isFalse();
    }

    @Test
    void replace_key_hash_is_one_statement() {
        store.devices().replaceKeyHash(ID, HASH, StoredHash.of("$sample$2"));
        assertThat(store.sent()).isEqualTo("""
                UPDATE devices SET key_hash = @P0 WHERE id = @P1 AND key_hash = @P2
                    @P0  varchar(8000)    $sample$2
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    $sample$1
                """);
    }

    private void findDevice() {
        store.server().when("SELECT id, tenant_id, name").then(ScriptedRows.of(HASHED));
    }
}
