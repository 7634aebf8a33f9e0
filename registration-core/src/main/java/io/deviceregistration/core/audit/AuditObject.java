package io.deviceregistration.core.audit;

import java.util.UUID;

/**
 * What something was done to. It may have been deleted since.
 *
 * @param name a device's name or a provisioning key's label, as it was then
 */
public record AuditObject(Type type, UUID id, String name) {

    /** What it is. */
    public enum Type {
        PROVISIONING_KEY,
        DEVICE
    }
}
