package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.tds.TransactionState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when devices are kept, word for word, with the types that it declares. */
final class SqlServerDeviceStatementsTest {

    private static final ProvisioningKey KEY = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .build()
            .key();
    private static final DeviceId ID = new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222"));
    private static final StoredHash HASH = StoredHash.of("$sample$1");

    private static final String FIND_AND_COMMIT = """
            SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
            last_seen_at, reregistration_until
            FROM devices WHERE id = @P0 AND tenant_id = @P1
                @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                @P1  varchar(8000)    demo
            COMMIT
            """;

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void find_asks_for_the_tenant_s_device() {
        assertThat(store.devices().find(KEY.tenant(), ID)).isEmpty();
        assertThat(store.sent()).isEqualTo("""
                SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
                last_seen_at, reregistration_until
                FROM devices WHERE id = @P0 AND tenant_id = @P1
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    demo
                """);
    }

    @Test
    void find_hashed_asks_for_the_device_alone() {
        assertThat(store.devices().findHashed(ID)).isEmpty();
        assertThat(store.sent()).isEqualTo("""
                SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
                last_seen_at, reregistration_until, previous_key_hash, previous_key_until, replay_until FROM devices WHERE id = @P0
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                """);
    }

    @Test
    void change_status_changes_and_reads_in_one_transaction() {
        store.devices().changeStatus(KEY.tenant(), ID, DeviceStatus.DISABLED, SampleAttribution.any());
        assertThat(store.sent()).isEqualTo("""
                BEGIN
                UPDATE devices SET status = @P0 WHERE id = @P1 AND tenant_id = @P2
                    @P0  varchar(8000)    disabled
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
                last_seen_at, reregistration_until
                FROM devices WHERE id = @P0 AND tenant_id = @P1
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    demo
                COMMIT
                """);
    }

    @Test
    void describe_changes_each_part_that_is_not_kept_and_reads_in_one_transaction() {
        store.devices()
                .describe(
                        KEY.tenant(),
                        ID,
                        new DeviceChange(
                                Change.to(new Location("Köln")),
                                Change.to(null),
                                DeviceAttributes.of(Map.of("größe", "😀"))),
                        SampleAttribution.any());
        assertThat(store.sent()).isEqualTo("""
                BEGIN
                UPDATE devices SET location = @P0 WHERE id = @P1 AND tenant_id = @P2
                    @P0  nvarchar(4000)   Köln
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                UPDATE devices SET type = @P0 WHERE id = @P1 AND tenant_id = @P2
                    @P0  nvarchar(4000)   null
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                UPDATE devices SET attributes = @P0 WHERE id = @P1 AND tenant_id = @P2
                    @P0  nvarchar(4000)   {"größe":"😀"}
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                """ + FIND_AND_COMMIT);
    }

    @Test
    void describe_leaves_alone_what_is_kept() {
        store.devices()
                .describe(
                        KEY.tenant(),
                        ID,
                        new DeviceChange(Change.none(), Change.none(), null),
                        SampleAttribution.any());
        assertThat(store.sent()).isEqualTo("BEGIN\n" + FIND_AND_COMMIT);
    }

    @Test
    void delete_is_one_statement() {
        assertThat(store.devices().delete(KEY.tenant(), ID, SampleAttribution.any()))
                .isTrue();
        assertThat(store.sent()).isEqualTo("""
                BEGIN
                DELETE FROM devices WHERE id = @P0 AND tenant_id = @P1
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    demo
                COMMIT
                """);
    }

    @Test
    void a_deletion_whose_commit_was_not_confirmed_has_happened() {
        store.server().whenCommit().onTime(1).thenDoAndCutConnection();
        store.server().when("DELETE FROM devices").onTime(2).thenUpdated(0);
        assertThat(store.devices().delete(KEY.tenant(), ID, SampleAttribution.any()))
                .isTrue();
    }

    @Test
    void replace_key_is_one_statement() {
        assertThat(store.devices().replaceKey(KEY.tenant(), ID, HASH, SampleAttribution.any()))
                .isTrue();
        assertThat(store.sent()).isEqualTo("""
                UPDATE devices SET key_hash = @P0, previous_key_hash = NULL, previous_key_until = NULL,
                replay_until = NULL
                WHERE id = @P1 AND tenant_id = @P2
                    @P0  varchar(8000)    $sample$1
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                """);
    }

    @Test
    void rotate_key_is_one_statement() {
        assertThat(store.devices()
                        .rotateKey(
                                ID,
                                HASH,
                                StoredHash.of("$sample$2"),
                                Instant.parse("2024-05-01T10:00:00.003Z"),
                                SampleAttribution.any()))
                .isTrue();
        assertThat(store.sent()).isEqualTo("""
                UPDATE devices SET key_hash = @P0, previous_key_hash = @P1, previous_key_until = @P2,
                replay_until = NULL
                WHERE id = @P3 AND status = 'active' AND (key_hash = @P4 OR previous_key_hash = @P5)
                    @P0  varchar(8000)    $sample$2
                    @P1  varchar(8000)    $sample$1
                    @P2  datetimeoffset   2024-05-01T10:00:00.003Z
                    @P3  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P4  varchar(8000)    $sample$1
                    @P5  varchar(8000)    $sample$1
                """);
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
        assertThat(store.devices().rotateKey(ID, HASH, HASH, Instant.EPOCH, SampleAttribution.any()))
                .isFalse();
        assertThat(store.devices().confirmKey(ID, HASH)).isFalse();
        assertThat(store.devices().replaceKey(KEY.tenant(), ID, HASH, SampleAttribution.any()))
                .isFalse();
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

    @Test
    void record_seen_goes_by_the_order_of_ids_in_one_transaction() {
        DeviceId greater = new DeviceId(UUID.fromString("33333333-3333-3333-3333-333333333333"));
        Map<DeviceId, Instant> seen = new LinkedHashMap<>();
        seen.put(greater, Instant.parse("2024-05-01T10:00:00.004Z"));
        seen.put(ID, Instant.parse("2024-05-01T10:00:00.003Z"));
        store.devices().recordSeen(seen);
        assertThat(store.sent()).isEqualTo("""
                BEGIN
                UPDATE devices SET last_seen_at = @P0
                WHERE id = @P1 AND (last_seen_at IS NULL OR last_seen_at <= @P2)
                    @P0  datetimeoffset   2024-05-01T10:00:00.003Z
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  datetimeoffset   2024-05-01T09:59:00.003Z
                UPDATE devices SET last_seen_at = @P0
                WHERE id = @P1 AND (last_seen_at IS NULL OR last_seen_at <= @P2)
                    @P0  datetimeoffset   2024-05-01T10:00:00.004Z
                    @P1  uniqueidentifier 33333333-3333-3333-3333-333333333333
                    @P2  datetimeoffset   2024-05-01T09:59:00.004Z
                COMMIT
                """);
    }

    @Test
    void record_seen_makes_small_transactions() {
        Map<DeviceId, Instant> seen = Stream.generate(() -> new DeviceId(UUID.randomUUID()))
                .limit(2 * DeviceSightings.CHUNK + 1)
                .collect(Collectors.toMap(id -> id, id -> Instant.EPOCH));
        store.devices().recordSeen(seen);
        assertThat(store.sent().lines().filter("COMMIT"::equals)).hasSize(3);
        assertThat(store.sent().lines().filter(line -> line.startsWith("UPDATE")))
                .hasSize(seen.size());
    }

    @Test
    void record_seen_of_no_device_sends_nothing() {
        store.devices().recordSeen(Map.of());
        assertThat(store.sent()).isEmpty();
    }

    @Test
    void record_seen_is_tried_again_after_a_deadlock() {
        store.server().when("UPDATE devices").onTime(2).then(new SqlServerError(1205, 13).reply());
        store.devices()
                .recordSeen(Map.of(
                        ID,
                        Instant.EPOCH,
                        new DeviceId(UUID.fromString("33333333-3333-3333-3333-333333333333")),
                        Instant.EPOCH));
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
    }
}
