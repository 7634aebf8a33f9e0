package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AuditLog} shows, and what the adapters for keys and devices keep for it. An adapter's test extends this
 * and makes a store; see the package for an example.
 */
public abstract class AuditLogContract extends KeepingAuditEvents {

    /**
     * A fresh, empty store, before each test, with adapters that meet their own contracts. The subclass closes it, in an
     * {@code @AfterEach} method of its own.
     */
    protected abstract Stores createStores() throws Exception;

    /**
     * The store that {@link #createStores} made last, opened once more, as another process would have it. Nothing, the
     * default, skips what only a second instance can show.
     */
    protected Optional<Stores> openAgain() throws Exception {
        return Optional.empty();
    }

    @Override
    final Stores newStores() throws Exception {
        return createStores();
    }

    @Override
    final Optional<Stores> secondStores() throws Exception {
        return openAgain();
    }

    @Test
    void lists_the_newest_event_first_to_the_millisecond() {
        ProvisioningKey key = keyOf("acme");
        for (long millis : List.of(2L, 1000L, 0L, 999L, 1L, 1001L)) {
            stores.keys().relabel(ACME, key.id(), new Label("x"), SampleAttribution.at(AT.plusMillis(millis)));
        }

        assertThat(all(ACME))
                .extracting(event -> event.at().toEpochMilli() - AT.toEpochMilli())
                .containsExactly(1001L, 1000L, 999L, 2L, 1L, 0L, -1000L);
    }

    @Test
    void lists_every_event_once_at_any_length_of_page_even_of_one_moment_and_while_more_are_kept() {
        ProvisioningKey key = keyOf("acme");
        for (int i = 0; i < 30; i++) {
            stores.keys().relabel(ACME, key.id(), new Label("x"), SampleAttribution.at(AT.plusMillis(i / 10)));
        }
        for (AuditFilter filter :
                List.of(AuditFilter.ALL, new AuditFilter(key.id().value(), null), new AuditFilter(null, "ada"))) {
            List<AuditEvent> events = list(ACME, filter);
            for (int limit : List.of(1, 7, 31, 200)) {
                assertThat(Paging.readAll(
                                limit,
                                page -> stores.audit().list(ACME, filter, page),
                                () -> stores.keys().relabel(ACME, key.id(), new Label("x"), later())))
                        .as("%s by %d", filter, limit)
                        .filteredOn(event -> event.at().isBefore(AT.plusSeconds(1)))
                        .containsExactlyElementsOf(events.stream()
                                .filter(event -> event.at().isBefore(AT.plusSeconds(1)))
                                .toList());
            }
        }
    }

    private static Attribution later() {
        return SampleAttribution.at(AT.plusSeconds(1));
    }

    @Test
    void lists_by_object_and_by_actor_and_by_both() {
        ProvisioningKey key = keyOf("acme");
        DeviceId pump = registered(SampleDevice.with(key).name("pump"));
        DeviceId valve = registered(SampleDevice.with(key).name("valve"));
        stores.devices().changeStatus(ACME, pump, DeviceStatus.DISABLED, by("grace"));
        stores.devices().changeStatus(ACME, valve, DeviceStatus.DISABLED, by("grace"));
        stores.devices().changeStatus(ACME, valve, DeviceStatus.ACTIVE, by("Grace"));

        assertThat(list(ACME, new AuditFilter(pump.value(), null))).hasSize(2);
        assertThat(list(ACME, new AuditFilter(key.id().value(), null))).hasSize(1);
        assertThat(list(ACME, new AuditFilter(null, "grace"))).hasSize(2);
        assertThat(list(ACME, new AuditFilter(null, "Grace"))).hasSize(1);
        assertThat(list(ACME, new AuditFilter(null, "GRACE"))).isEmpty();
        assertThat(list(ACME, new AuditFilter(null, "grac"))).isEmpty();
        assertThat(list(ACME, new AuditFilter(valve.value(), "grace"))).hasSize(1);
        assertThat(list(ACME, new AuditFilter(UUID.randomUUID(), null))).isEmpty();
    }

    @Test
    void lists_no_event_of_another_tenant() {
        ProvisioningKey key = keyOf("acme");
        DeviceId device = registered(SampleDevice.with(key));

        for (TenantId other : KeepingProvisioningKeys.OTHERS) {
            for (AuditFilter filter :
                    List.of(AuditFilter.ALL, new AuditFilter(device.value(), null), new AuditFilter(null, "ada"))) {
                assertThat(stores.audit()
                                .list(other, filter, PageRequest.first(10))
                                .items())
                        .as("%s for %s", filter, other)
                        .isEmpty();
            }
        }
    }

    @Test
    void shows_what_was_done_to_a_device_after_it_was_deleted() {
        DeviceId device = registered(SampleDevice.with(keyOf("acme")).name("pump"));
        stores.devices().delete(ACME, device, by("grace"));

        assertThat(list(ACME, new AuditFilter(device.value(), null)))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.object().name()).isEqualTo("pump"));
    }

    private static Attribution by(String subject) {
        return SampleAttribution.of(Actor.administrator(new Subject(subject)), AT);
    }
}
