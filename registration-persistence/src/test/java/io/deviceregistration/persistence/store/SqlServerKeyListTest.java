package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when provisioning keys are listed. */
final class SqlServerKeyListTest {

    private static final PageRequest FIRST = PageRequest.first(50);

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void all_keys_are_a_range_of_the_tenant_s_index() {
        list(null, FIRST);
        assertThat(store.sent()).isEqualTo("""
                SELECT id, tenant_id, label, key_hash, created_at, created_by, expires_at, revoked_at, revoked_by,
                max_registrations, registrations, last_used_at
                FROM edge_provisioning_keys WHERE tenant_id = @P0 \
                ORDER BY created_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                """);
    }

    @Test
    void later_pages_begin_after_a_time_and_an_id() {
        list(
                null,
                new PageRequest(
                        2,
                        new Position(
                                Instant.parse("2024-06-01T10:00:00.002Z"),
                                UUID.fromString("11111111-1111-1111-1111-111111111111"))));
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND created_at <= @P1 AND (created_at < @P2 OR id < @P3) \
                ORDER BY created_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P2  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P3  uniqueidentifier 11111111-1111-1111-1111-111111111111
                """);
    }

    @Test
    void active_keys() {
        list(ProvisioningKeyStatus.ACTIVE, FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND (expires_at IS NULL OR expires_at > @P1) \
                AND (max_registrations IS NULL OR registrations < max_registrations) AND revoked_at IS NULL \
                ORDER BY created_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-07-01T12:00:00.004Z
                """);
    }

    @Test
    void exhausted_keys() {
        list(ProvisioningKeyStatus.EXHAUSTED, FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND (expires_at IS NULL OR expires_at > @P1) \
                AND registrations >= max_registrations AND revoked_at IS NULL \
                ORDER BY created_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-07-01T12:00:00.004Z
                """);
    }

    @Test
    void expired_keys() {
        list(ProvisioningKeyStatus.EXPIRED, FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND expires_at <= @P1 AND revoked_at IS NULL \
                ORDER BY created_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-07-01T12:00:00.004Z
                """);
    }

    @Test
    void revoked_keys() {
        list(ProvisioningKeyStatus.REVOKED, FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND revoked_at IS NOT NULL \
                ORDER BY created_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                """);
    }

    private void list(@Nullable ProvisioningKeyStatus status, PageRequest page) {
        Instant now = Instant.parse("2024-07-01T12:00:00.004Z");
        assertThat(store.keys().list(new TenantId("demo"), status, now, page).items())
                .isEmpty();
    }
}
