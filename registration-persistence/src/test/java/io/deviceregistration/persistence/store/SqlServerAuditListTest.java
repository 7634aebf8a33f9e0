package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when audit events are listed. */
final class SqlServerAuditListTest {

    private static final PageRequest FIRST = PageRequest.first(50);
    private static final UUID OBJECT = UUID.fromString("11111111-1111-1111-1111-111111111111");

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void all_events_are_a_range_of_the_tenant_s_rows() {
        list(AuditFilter.ALL, FIRST);
        assertThat(store.sent()).isEqualTo("""
                SELECT id, tenant_id, occurred_at, action, actor_type, actor_id, object_id, object_name, client_address \
                FROM audit_events WHERE tenant_id = @P0 \
                ORDER BY occurred_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                """);
    }

    @Test
    void events_of_an_object() {
        list(new AuditFilter(OBJECT, null), FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND object_id = @P1 \
                ORDER BY occurred_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                """);
    }

    @Test
    void events_of_an_actor() {
        list(new AuditFilter(null, "ada 😀"), FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND actor_id = @P1 \
                ORDER BY occurred_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  nvarchar(4000)   ada 😀
                """);
    }

    @Test
    void later_pages_begin_after_a_time_and_an_id() {
        list(AuditFilter.ALL, later());
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 \
                AND occurred_at <= @P1 AND (occurred_at < @P2 OR id < @P3) \
                ORDER BY occurred_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P2  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P3  uniqueidentifier 22222222-2222-2222-2222-222222222222
                """);
    }

    @Test
    void later_pages_of_both_filters_at_once() {
        list(new AuditFilter(OBJECT, "ada"), later());
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND object_id = @P1 AND actor_id = @P2 \
                AND occurred_at <= @P3 AND (occurred_at < @P4 OR id < @P5) \
                ORDER BY occurred_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P2  nvarchar(4000)   ada
                    @P3  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P4  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P5  uniqueidentifier 22222222-2222-2222-2222-222222222222
                """);
    }

    private static PageRequest later() {
        return new PageRequest(
                2,
                new Position(
                        Instant.parse("2024-06-01T10:00:00.002Z"),
                        UUID.fromString("22222222-2222-2222-2222-222222222222")));
    }

    private void list(AuditFilter filter, PageRequest page) {
        assertThat(store.audit().list(new TenantId("demo"), filter, page).items())
                .isEmpty();
    }
}
