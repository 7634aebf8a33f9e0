package io.deviceregistration.core.audit;

import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, when and from where. A store keeps it with the change, as an {@link AuditEvent}.
 *
 * @param id the event's id, new for every change, so that a change that is tried again is kept once
 * @param at in UTC to the millisecond
 * @param from null if that isn't known
 */
public record Attribution(
        AuditEventId id, Instant at, Actor actor, @Nullable ClientAddress from) {

    /** What a store keeps once the change is made. */
    public AuditEvent event(TenantId tenant, AuditAction action, AuditObject object) {
        return new AuditEvent(id, tenant, at, action, actor, object, from);
    }

    /**
     * What a store keeps with this object where the change is made to many at once: one event for each, with an id of its
     * own that is always the same for the object.
     */
    public AuditEvent eventOfMany(TenantId tenant, AuditAction action, AuditObject object) {
        return new AuditEvent(id.ofMany(object.id()), tenant, at, action, actor, object, from);
    }
}
