package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.Column;
import io.deviceregistration.persistence.tds.Parameter;
import io.deviceregistration.persistence.tds.Reply;
import io.deviceregistration.persistence.tds.TransactionState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when the devices of a provisioning key are listed, counted and disabled. */
final class SqlServerDevicesOfKeyTest {

    private static final TenantId TENANT = new TenantId("demo");
    private static final ProvisioningKeyId KEY =
            new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111"));
    private static final RegisteredSince SINCE = new RegisteredSince(Instant.parse("2024-05-01T10:00:00.003Z"));
    private static final AuditObject PUMP =
            new AuditObject(AuditObject.Type.DEVICE, UUID.fromString("22222222-2222-2222-2222-222222222222"), "Pump Ü");
    private static final AuditObject FAN =
            new AuditObject(AuditObject.Type.DEVICE, UUID.fromString("33333333-3333-3333-3333-333333333333"), "Fan 😀");
    private static final Attribution BY = new Attribution(
            new AuditEventId(UUID.fromString("44444444-4444-4444-4444-444444444444")),
            Instant.parse("2024-06-01T10:00:00.007Z"),
            Actor.administrator(new Subject("ada")),
            new ClientAddress("203.0.113.7"));

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void devices_that_registered_since_a_time_are_a_range_of_the_keyset() {
        DeviceFilter filter = new DeviceFilter(KEY, null, null, SINCE);
        Position after = new Position(Instant.parse("2024-06-01T10:00:00.002Z"), FAN.id());
        assertThat(store.devices()
                        .list(TENANT, filter, new PageRequest(2, after))
                        .items())
                .isEmpty();
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND provisioning_key_id = @P1 AND registered_at >= @P2 \
                AND registered_at <= @P3 AND (registered_at < @P4 OR id < @P5) \
                ORDER BY registered_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P2  datetimeoffset   2024-05-01T10:00:00.003Z
                    @P3  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P4  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P5  uniqueidentifier 33333333-3333-3333-3333-333333333333
                """);
    }

    @Test
    void counting_is_one_statement() {
        store.server().when("SELECT COUNT").then(Reply.rows(Column.integer("")).row(7));
        assertThat(store.devices().countActive(TENANT, KEY, SINCE)).isEqualTo(7);
        assertThat(store.sent()).isEqualTo("""
                SELECT COUNT(*) FROM devices WHERE tenant_id = @P0 AND provisioning_key_id = @P1 AND status = 'active' \
                AND registered_at >= @P2
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P2  datetimeoffset   2024-05-01T10:00:00.003Z
                """);
        assertThat(store.devices().countActive(TENANT, KEY, null)).isEqualTo(7);
        assertThat(store.sent()).endsWith("""
                AND status = 'active'
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                """);
    }

    /** In the order in which rows are locked, whatever the database's is. */
    @Test
    void disabling_changes_each_device_by_itself_and_keeps_its_event_in_one_transaction() {
        found(FAN, PUMP);
        assertThat(store.devices().disableAll(TENANT, KEY, SINCE, BY)).isEqualTo(2);
        assertThat(store.sent()).isEqualTo("""
                BEGIN
                SELECT id, name FROM devices WHERE tenant_id = @P0 AND provisioning_key_id = @P1 AND status = 'active' \
                AND registered_at >= @P2
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P2  datetimeoffset   2024-05-01T10:00:00.003Z
                """ + disable(PUMP) + disable(FAN) + event(PUMP) + event(FAN) + "COMMIT\n");
    }

    @Test
    void what_others_changed_first_is_neither_counted_nor_told_of() {
        found(PUMP, FAN);
        store.server().when("UPDATE devices").onTime(1).thenUpdated(0);
        assertThat(store.devices().disableAll(TENANT, KEY, SINCE, BY)).isEqualTo(1);
        assertThat(store.sent()).endsWith(disable(PUMP) + disable(FAN) + event(FAN) + "COMMIT\n");
    }

    @Test
    void where_there_is_nothing_to_disable_nothing_is_changed() {
        assertThat(store.devices().disableAll(TENANT, KEY, null, BY)).isZero();
        assertThat(store.sent()).endsWith("""
                AND status = 'active'
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                COMMIT
                """);
    }

    @Test
    void a_deadlock_s_victim_does_all_of_it_again() {
        found(PUMP, FAN);
        store.server().when("UPDATE devices").onTime(2).then(new SqlServerError(1205, 13).reply());
        assertThat(store.devices().disableAll(TENANT, KEY, SINCE, BY)).isEqualTo(2);
        assertThat(store.sent()).endsWith(disable(PUMP) + disable(FAN) + event(PUMP) + event(FAN) + "COMMIT\n");
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
    }

    @Test
    void a_commit_whose_answer_was_lost_is_found_by_its_events_before_anything_is_done_again() {
        found(PUMP, FAN);
        store.server().whenCommit().onTime(1).thenDoAndCutConnection();
        store.server().when("FROM audit_events").then(events(PUMP, FAN));
        assertThat(store.devices().disableAll(TENANT, KEY, SINCE, BY)).isEqualTo(2);
        assertThat(store.server().calls("UPDATE devices")).hasSize(2);
        assertThat(store.server().calls("INSERT INTO audit_events")).hasSize(2);
        assertThat(store.sent()).endsWith("""
                SELECT id FROM audit_events WHERE tenant_id = @P0 AND occurred_at = @P1
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-06-01T10:00:00.007Z
                COMMIT
                """);
    }

    /** The updates wait for it; another device that registered meanwhile is disabled beside what it disabled. */
    @Test
    void a_commit_that_was_under_way_when_it_was_tried_again_is_found_by_its_events_afterwards() {
        found(FAN);
        store.server().when("SELECT id, name FROM devices").onTime(1).then(devices(PUMP));
        store.server().whenCommit().onTime(1).thenDoAndCutConnection();
        store.server().when("FROM audit_events").onTime(2).then(events(PUMP));
        assertThat(store.devices().disableAll(TENANT, KEY, SINCE, BY)).isEqualTo(2);
        assertThat(store.server().calls("INSERT INTO audit_events"))
                .extracting(SqlServerDevicesOfKeyTest::idOf)
                .containsExactly(idOf(PUMP).toString(), idOf(FAN).toString());
    }

    @Test
    void a_commit_that_was_not_done_is_done_again() {
        found(PUMP, FAN);
        store.server().whenCommit().onTime(1).thenCutConnection();
        assertThat(store.devices().disableAll(TENANT, KEY, SINCE, BY)).isEqualTo(2);
        assertThat(store.server().calls("INSERT INTO audit_events")).hasSize(4);
        assertThat(store.transactions()).containsExactly(TransactionState.ROLLED_BACK, TransactionState.COMMITTED);
    }

    private void found(AuditObject... objects) {
        store.server().when("SELECT id, name FROM devices").then(devices(objects));
    }

    private static Reply.Rows devices(AuditObject... objects) {
        Reply.Rows rows = Reply.rows(Column.uniqueidentifier("id"), Column.nvarchar("name", 256));
        for (AuditObject object : objects) {
            rows = rows.row(object.id(), object.name());
        }
        return rows;
    }

    private static Reply.Rows events(AuditObject... objects) {
        Reply.Rows rows = Reply.rows(Column.uniqueidentifier("id")).row(UUID.randomUUID());
        for (AuditObject object : objects) {
            rows = rows.row(idOf(object));
        }
        return rows;
    }

    private static String disable(AuditObject object) {
        return """
                UPDATE devices SET status = 'disabled' WHERE id = @P0 AND tenant_id = @P1 AND provisioning_key_id = @P2 \
                AND status = 'active' AND registered_at >= @P3
                    @P0  uniqueidentifier %s
                    @P1  varchar(8000)    demo
                    @P2  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P3  datetimeoffset   2024-05-01T10:00:00.003Z
                """.formatted(object.id());
    }

    private static String event(AuditObject object) {
        return """
                INSERT INTO audit_events (tenant_id, occurred_at, id, action, actor_type, actor_id, object_id, object_name,
                client_address)
                VALUES (@P0, @P1, @P2, @P3, @P4, @P5, @P6, @P7, @P8)
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-06-01T10:00:00.007Z
                    @P2  uniqueidentifier %s
                    @P3  varchar(8000)    device_disabled
                    @P4  varchar(8000)    administrator
                    @P5  nvarchar(4000)   ada
                    @P6  uniqueidentifier %s
                    @P7  nvarchar(4000)   %s
                    @P8  varchar(8000)    203.0.113.7
                """.formatted(idOf(object), object.id(), object.name());
    }

    private static UUID idOf(AuditObject object) {
        return BY.eventOfMany(TENANT, AuditAction.DEVICE_DISABLED, object).id().value();
    }

    private static String idOf(RpcCall insert) {
        List<Parameter> parameters = insert.parameters();
        return String.valueOf(parameters.get(2).value());
    }
}
