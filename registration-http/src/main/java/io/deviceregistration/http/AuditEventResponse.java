package io.deviceregistration.http;

import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.value.Words;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An audit event as administrators see it. */
record AuditEventResponse(
        UUID id,
        String tenantId,
        Instant occurredAt,
        String action,
        ActorResponse actor,
        ObjectResponse object,
        @Nullable String clientAddress) {

    /** Who did it. */
    record ActorResponse(String type, String id) {}

    /** What it was done to. */
    record ObjectResponse(String type, UUID id, String name) {}

    static AuditEventResponse of(AuditEvent event) {
        return new AuditEventResponse(
                event.id().value(),
                event.tenant().value(),
                event.at(),
                Words.of(event.action()),
                new ActorResponse(Words.of(event.actor().type()), event.actor().id()),
                new ObjectResponse(
                        Words.of(event.object().type()),
                        event.object().id(),
                        event.object().name()),
                event.from() == null ? null : event.from().value());
    }
}
