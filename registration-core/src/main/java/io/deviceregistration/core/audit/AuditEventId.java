package io.deviceregistration.core.audit;

import java.util.UUID;

/** The random id of an audit event. */
public record AuditEventId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
