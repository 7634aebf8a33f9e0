package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceNamePrefix;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when devices are listed. */
final class SqlServerDeviceListTest {

    private static final PageRequest FIRST = PageRequest.first(50);
    private static final ProvisioningKeyId KEY =
            new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111"));

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void all_devices_are_a_range_of_the_tenant_s_index() {
        list(DeviceFilter.ALL, FIRST);
        assertThat(store.sent()).isEqualTo("""
                SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
                last_seen_at, reregistration_until, registered_from
                FROM devices WHERE tenant_id = @P0 \
                ORDER BY registered_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                """);
    }

    @Test
    void devices_of_a_key() {
        list(new DeviceFilter(KEY, null, null, null), FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND provisioning_key_id = @P1 \
                ORDER BY registered_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                """);
    }

    @Test
    void devices_in_a_status() {
        list(new DeviceFilter(null, DeviceStatus.DISABLED, null, null), FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND status = @P1 \
                ORDER BY registered_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  varchar(8000)    disabled
                """);
    }

    @Test
    void devices_whose_name_begins_with_what_would_be_a_pattern() {
        list(new DeviceFilter(null, null, new DeviceNamePrefix("Ü[a-z]^50%_! 😀"), null), FIRST);
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND name_key LIKE @P1 ESCAPE '!' \
                ORDER BY registered_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  nvarchar(4000)   ü![a-z!]!^50!%!_!! 😀%
                """);
    }

    @Test
    void later_pages_of_all_filters_at_once() {
        list(
                new DeviceFilter(KEY, DeviceStatus.ACTIVE, new DeviceNamePrefix("P"), null),
                new PageRequest(
                        2,
                        new Position(
                                Instant.parse("2024-06-01T10:00:00.002Z"),
                                UUID.fromString("22222222-2222-2222-2222-222222222222"))));
        assertThat(store.sent()).endsWith("""
                WHERE tenant_id = @P0 AND provisioning_key_id = @P1 AND status = @P2 \
                AND name_key LIKE @P3 ESCAPE '!' \
                AND registered_at <= @P4 AND (registered_at < @P5 OR id < @P6) \
                ORDER BY registered_at DESC, id DESC OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY
                    @P0  varchar(8000)    demo
                    @P1  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P2  varchar(8000)    active
                    @P3  nvarchar(4000)   p%
                    @P4  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P5  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P6  uniqueidentifier 22222222-2222-2222-2222-222222222222
                """);
    }

    private void list(DeviceFilter filter, PageRequest page) {
        assertThat(store.devices().list(new TenantId("demo"), filter, page).items())
                .isEmpty();
    }
}
