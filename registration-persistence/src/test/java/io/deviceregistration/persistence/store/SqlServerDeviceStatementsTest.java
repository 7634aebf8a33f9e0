package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.persistence.tds.TransactionState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when devices are kept, word for word, with the types that it declares. */
final class SqlServerDeviceStatementsTest extends SqlServerDeviceScript {

    @Test
    void find_asks_for_the_tenant_s_device() {
        assertThat(store.devices().find(KEY.tenant(), ID)).isEmpty();
        assertThat(store.sent()).isEqualTo(FIND);
    }

    @Test
    void find_hashed_asks_for_the_device_alone() {
        assertThat(store.devices().findHashed(ID)).isEmpty();
        assertThat(store.sent()).isEqualTo(FIND_HASHED);
    }

    @Test
    void change_status_changes_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        assertThat(store.devices().changeStatus(KEY.tenant(), ID, DeviceStatus.DISABLED, BY))
                .contains(DEVICE);
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE devices SET status = @P0 WHERE id = @P1 AND tenant_id = @P2 AND status <> @P3
                    @P0  varchar(8000)    disabled
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                    @P3  varchar(8000)    disabled
                """ + FIND + SentAuditEvent.insert(BY, "device_disabled", DEVICE) + "COMMIT\n");
    }

    @Test
    void change_status_tells_apart_what_is_kept_of_either_status() {
        findDevice();
        store.devices().changeStatus(KEY.tenant(), ID, DeviceStatus.ACTIVE, BY);
        assertThat(store.sent()).endsWith(SentAuditEvent.insert(BY, "device_enabled", DEVICE) + "COMMIT\n");
    }

    @Test
    void describe_changes_each_part_that_is_not_kept_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        store.devices()
                .describe(
                        KEY.tenant(),
                        ID,
                        new DeviceChange(
                                Change.to(new Location("Köln")),
                                Change.to(null),
                                DeviceAttributes.of(Map.of("größe", "😀"))),
                        BY);
        assertThat(store.sent())
                .isEqualTo("""
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
                """ + FIND + SentAuditEvent.insert(BY, "device_described", DEVICE) + "COMMIT\n");
    }

    @Test
    void describe_leaves_alone_what_is_kept() {
        findDevice();
        store.devices().describe(KEY.tenant(), ID, new DeviceChange(Change.none(), Change.none(), null), BY);
        assertThat(store.sent()).isEqualTo("BEGIN\n" + FIND + "COMMIT\n");
    }

    @Test
    void delete_reads_what_it_deletes_and_keeps_the_event_in_one_transaction() {
        findDevice();
        assertThat(store.devices().delete(KEY.tenant(), ID, BY)).isTrue();
        assertThat(store.sent())
                .isEqualTo("BEGIN\n" + FIND + """
                DELETE FROM devices WHERE id = @P0 AND tenant_id = @P1
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    demo
                """ + SentAuditEvent.insert(BY, "device_deleted", DEVICE) + "COMMIT\n");
    }

    @Test
    void a_deletion_whose_commit_was_not_confirmed_has_happened() {
        store.server().whenCommit().onTime(1).thenDoAndCutConnection();
        store.server().when("SELECT id, tenant_id, name").onTime(1).then(ScriptedRows.of(HASHED));
        assertThat(store.devices().delete(KEY.tenant(), ID, BY)).isTrue();
        assertThat(store.server().calls("DELETE FROM devices")).hasSize(1);
        assertThat(store.server().calls("INSERT INTO audit_events")).hasSize(1);
        assertThat(store.transactions()).containsExactly(TransactionState.COMMITTED, TransactionState.COMMITTED);
    }

    @Test
    void a_device_that_somebody_else_deletes_meanwhile_is_not_deleted() {
        findDevice();
        store.server().when("DELETE FROM devices").thenUpdated(0);
        assertThat(store.devices().delete(KEY.tenant(), ID, BY)).isFalse();
        assertThat(store.server().calls("INSERT INTO audit_events")).isEmpty();
    }

    @Test
    void open_reregistration_changes_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        store.devices().openReregistration(KEY.tenant(), ID, Instant.parse("2024-05-01T10:00:00.003Z"), BY);
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE devices SET reregistration_until = @P0, replay_until = NULL WHERE id = @P1 AND tenant_id = @P2
                    @P0  datetimeoffset   2024-05-01T10:00:00.003Z
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  varchar(8000)    demo
                DELETE FROM device_registrations WHERE device_id = @P0
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                """ + FIND + SentAuditEvent.insert(BY, "device_reregistration_opened", DEVICE) + "COMMIT\n");
    }

    @Test
    void close_reregistration_changes_reads_and_keeps_the_event_in_one_transaction() {
        findDevice();
        assertThat(store.devices().closeReregistration(KEY.tenant(), ID, BY)).isTrue();
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE devices SET reregistration_until = NULL WHERE id = @P0 AND tenant_id = @P1 AND reregistration_until IS NOT NULL
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    demo
                """ + FIND + SentAuditEvent.insert(BY, "device_reregistration_closed", DEVICE) + "COMMIT\n");
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
