package io.deviceregistration.core.audit;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.stereotype.Port;
import io.deviceregistration.core.tenant.TenantId;

/**
 * Shows the audit events that the adapters for provisioning keys and devices keep, in the same store and, each, in the
 * transaction of the change that it tells of: no change is without its event, and no event without its change. Nothing
 * changes an event or removes it.
 *
 * <p>Safe for use by any number of threads. May throw {@link io.deviceregistration.core.fault.StorageException}.
 */
@Port
public interface AuditLog {

    /** A tenant's events, by time and then id, both descending. An actor is found by exactly the text that was kept. */
    Page<AuditEvent> list(TenantId tenant, AuditFilter filter, PageRequest page);
}
