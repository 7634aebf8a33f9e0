package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** Audit events in the table {@code audit_events}. */
final class JdbiAuditLog implements AuditLog {

    private static final String COLUMNS =
            "id, tenant_id, occurred_at, action, actor_type, actor_id, object_id, object_name, client_address";

    private final Transactions transactions;
    private final Dialect dialect;

    JdbiAuditLog(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
    }

    @Override
    public Page<AuditEvent> list(TenantId tenant, AuditFilter filter, PageRequest page) {
        PagedQuery query = new PagedQuery(COLUMNS, "audit_events", "occurred_at", tenant, dialect);
        if (filter.object() != null) {
            query.and("object_id = :object", "object", filter.object());
        }
        if (filter.actor() != null) {
            query.andText("actor_id = :actor", "actor", filter.actor());
        }
        return query.read(
                transactions,
                page,
                JdbiAuditLog::event,
                event -> new Position(event.at(), event.id().value()));
    }

    private static AuditEvent event(ResultSet row, StatementContext context) throws SQLException {
        AuditAction action = Words.read(AuditAction.class, row.getString("action"));
        String address = row.getString("client_address");
        return new AuditEvent(
                new AuditEventId(Columns.uuid(row, "id")),
                new TenantId(row.getString("tenant_id")),
                Columns.instant(row, "occurred_at"),
                action,
                new Actor(Words.read(Actor.Type.class, row.getString("actor_type")), row.getString("actor_id")),
                new AuditObject(action.object(), Columns.uuid(row, "object_id"), row.getString("object_name")),
                address == null ? null : new ClientAddress(address));
    }
}
