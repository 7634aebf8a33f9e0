package io.deviceregistration.core.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which audit events to list.
 *
 * @param object only what was done to the provisioning key or device with this id; null: to any
 * @param actor only what was done by the administrator with this subject, or with the key with this id; null: by any
 */
public record AuditFilter(@Nullable UUID object, @Nullable String actor) {

    public static final AuditFilter ALL = new AuditFilter(null, null);
}
