package io.deviceregistration.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AttributionTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final UUID DEVICE = UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210");

    private final Attribution by = by(ID);

    /** {@code printf %s 01234567-…/fedcba98-… | sha256sum} begins with 1a2531e8… */
    @Test
    void derives_the_id_of_each_event_of_many_from_both_ids_and_always_the_same() {
        assertThat(eventOf(by, DEVICE).id())
                .isEqualTo(new AuditEventId(UUID.fromString("1a2531e8-5d05-8d75-851e-8d43ffd08759")));
    }

    @Test
    void says_the_same_of_each_of_many_but_for_the_object() {
        AuditEvent event = eventOf(by, DEVICE);
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        event.id(), ACME, by.at(), AuditAction.DEVICE_DISABLED, by.actor(), object(DEVICE), by.from()));
    }

    @Test
    void gives_every_event_of_many_an_id_of_its_own() {
        Set<UUID> ids = new HashSet<>();
        for (int change = 0; change < 100; change++) {
            Attribution other = by(UUID.randomUUID());
            ids.add(other.id().value());
            for (int number = 0; number < 100; number++) {
                ids.add(eventOf(other, new UUID(0, number)).id().value());
            }
        }
        assertThat(ids).hasSize(100 * 101);
        assertThat(ids).filteredOn(id -> id.version() == 8).hasSize(100 * 100);
        assertThat(ids).allMatch(id -> id.variant() == 2);
    }

    private static AuditEvent eventOf(Attribution by, UUID device) {
        return by.eventOfMany(ACME, AuditAction.DEVICE_DISABLED, object(device));
    }

    private static AuditObject object(UUID device) {
        return new AuditObject(AuditObject.Type.DEVICE, device, "pump");
    }

    private static Attribution by(UUID id) {
        return new Attribution(
                new AuditEventId(id),
                Instant.parse("2026-01-02T03:04:05.006Z"),
                Actor.administrator(new Subject("ada")),
                new ClientAddress("203.0.113.7"));
    }
}
