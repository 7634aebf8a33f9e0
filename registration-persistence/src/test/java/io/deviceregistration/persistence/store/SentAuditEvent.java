package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import java.util.UUID;

/**
 * The statements about the event of a change that is attributed as {@link SampleAttribution} does, as {@link SentText}
 * writes them.
 */
final class SentAuditEvent {

    private static final String INSERT = """
            INSERT INTO audit_events (tenant_id, occurred_at, id, action, actor_type, actor_id, object_id, object_name,
            client_address)
            VALUES (@P0, @P1, @P2, @P3, @P4, @P5, @P6, @P7, @P8)
                @P0  varchar(8000)    %s
                @P1  datetimeoffset   %s
                @P2  uniqueidentifier %s
                @P3  varchar(8000)    %s
                @P4  varchar(8000)    administrator
                @P5  nvarchar(4000)   ada
                @P6  uniqueidentifier %s
                @P7  nvarchar(4000)   %s
                @P8  varchar(8000)    2001:db8::7
            """;

    private static final String FIND = """
            SELECT id FROM audit_events WHERE tenant_id = @P0 AND occurred_at = @P1 AND id = @P2
                @P0  varchar(8000)    %s
                @P1  datetimeoffset   %s
                @P2  uniqueidentifier %s
            """;

    private SentAuditEvent() {}

    /** What keeps the event. */
    static String insert(Attribution by, String action, Device device) {
        return insert(
                by,
                action,
                device.tenant().value(),
                device.id().value(),
                device.name().value());
    }

    /** What keeps the event. */
    static String insert(Attribution by, String action, ProvisioningKey key) {
        return insert(
                by, action, key.tenant().value(), key.id().value(), key.label().value());
    }

    private static String insert(Attribution by, String action, String tenant, UUID object, String name) {
        return INSERT.formatted(tenant, by.at(), by.id(), action, object, name);
    }

    /** What asks whether the event is there. */
    static String find(Attribution by, String tenant) {
        return FIND.formatted(tenant, by.at(), by.id());
    }
}
