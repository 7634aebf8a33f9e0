package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.tenant.TenantId;

/** The audit events of {@link InMemoryStores}. */
final class InMemoryAuditLog implements AuditLog {

    private final InMemoryStores stores;

    InMemoryAuditLog(InMemoryStores stores) {
        this.stores = stores;
    }

    @Override
    public Page<AuditEvent> list(TenantId tenant, AuditFilter filter, PageRequest page) {
        synchronized (stores.lock) {
            return InMemoryStores.page(
                    stores.events.stream()
                            .filter(event -> event.tenant().equals(tenant))
                            .filter(event -> meets(filter, event)),
                    page,
                    event -> new Position(event.at(), event.id().value()));
        }
    }

    private static boolean meets(AuditFilter filter, AuditEvent event) {
        return (filter.object() == null || filter.object().equals(event.object().id()))
                && (filter.actor() == null
                        || filter.actor().equals(event.actor().id()));
    }
}
