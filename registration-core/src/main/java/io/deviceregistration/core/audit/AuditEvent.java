package io.deviceregistration.core.audit;

import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was made. Never with a secret.
 *
 * @param at in UTC to the millisecond
 * @param from null if that isn't known
 */
public record AuditEvent(
        AuditEventId id,
        TenantId tenant,
        Instant at,
        AuditAction action,
        Actor actor,
        AuditObject object,
        @Nullable ClientAddress from) {}
