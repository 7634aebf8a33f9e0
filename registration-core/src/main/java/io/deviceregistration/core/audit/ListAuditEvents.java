package io.deviceregistration.core.audit;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.TenantId;

/** Lists what was done to a tenant's keys and devices, newest first. */
@UseCase
public final class ListAuditEvents {

    /** Whose, and which. */
    public record Command(TenantId tenant, AuditFilter filter, PageRequest page) {}

    private final AuditLog audit;

    public ListAuditEvents(AuditLog audit) {
        this.audit = audit;
    }

    public Page<AuditEvent> execute(Command command) {
        return audit.list(command.tenant(), command.filter(), command.page());
    }
}
