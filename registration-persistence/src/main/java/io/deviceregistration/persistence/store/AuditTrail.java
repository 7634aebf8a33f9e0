package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Words;
import java.sql.Types;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes the table {@code audit_events}, each event within the transaction of the change that it tells of. */
final class AuditTrail {

    private static final String INSERT = """
            INSERT INTO audit_events (tenant_id, occurred_at, id, action, actor_type, actor_id, object_id, object_name,
                client_address)
            VALUES (:tenant, :at, :id, :action, :actorType, :actor, :object, :name, :address)
            """;

    private static final String FIND =
            "SELECT id FROM audit_events WHERE tenant_id = :tenant AND occurred_at = :at AND id = :id";

    private static final String FIND_AT = "SELECT id FROM audit_events WHERE tenant_id = :tenant AND occurred_at = :at";

    private final Dialect dialect;

    AuditTrail(Dialect dialect) {
        this.dialect = dialect;
    }

    void add(Handle handle, boolean inDoubt, Attribution by, AuditAction action, ProvisioningKey key) {
        AuditObject object =
                new AuditObject(action.object(), key.id().value(), key.label().value());
        add(handle, inDoubt, by.event(key.tenant(), action, object));
    }

    void add(Handle handle, boolean inDoubt, Attribution by, AuditAction action, Device device) {
        add(handle, inDoubt, event(by, action, device));
    }

    static AuditEvent event(Attribution by, AuditAction action, Device device) {
        AuditObject object = new AuditObject(
                action.object(), device.id().value(), device.name().value());
        return by.event(device.tenant(), action, object);
    }

    /** @param inDoubt whether an earlier try may have been committed: then the event is perhaps there already */
    private void add(Handle handle, boolean inDoubt, AuditEvent event) {
        if (!inDoubt || !isThere(handle, event)) {
            insert(handle, event);
        }
    }

    private static boolean isThere(Handle handle, AuditEvent event) {
        return handle.createQuery(FIND)
                .bind("tenant", event.tenant().value())
                .bindBySqlType("at", Columns.utc(event.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .bind("id", event.id().value())
                .map((row, context) -> Columns.uuid(row, "id"))
                .findOne()
                .isPresent();
    }

    private void insert(Handle handle, AuditEvent event) {
        bound(handle.createUpdate(INSERT), event).execute();
    }

    /** Of one change to many; none of them may be there already. */
    void addAll(Handle handle, List<AuditEvent> events) {
        for (int from = 0; from < events.size(); from += DevicesOfKey.BATCH) {
            try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
                events.subList(from, Math.min(from + DevicesOfKey.BATCH, events.size()))
                        .forEach(event -> bound(batch, event).add());
                batch.execute();
            }
        }
    }

    /** The ids of all of a tenant's events of one moment. */
    Set<AuditEventId> idsAt(Handle handle, TenantId tenant, Instant at) {
        return handle.createQuery(FIND_AT)
                .bind("tenant", tenant.value())
                .bindBySqlType("at", Columns.utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .map((row, context) -> new AuditEventId(Columns.uuid(row, "id")))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private <S extends SqlStatement<S>> S bound(S statement, AuditEvent event) {
        return statement
                .bind("tenant", event.tenant().value())
                .bindBySqlType("at", Columns.utc(event.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .bind("id", event.id().value())
                .bind("action", Words.of(event.action()))
                .bind("actorType", Words.of(event.actor().type()))
                .bindBySqlType("actor", event.actor().id(), dialect.unicode())
                .bind("object", event.object().id())
                .bindBySqlType("name", event.object().name(), dialect.unicode())
                .bindBySqlType("address", DeviceChanges.text(event.from()), Types.VARCHAR);
    }
}
