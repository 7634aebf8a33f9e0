package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about disabling all devices of a provisioning key. */
abstract class DisablingDevices extends SeeingDevices {

    @Test
    void disables_every_active_device_of_a_key_and_changes_nothing_else() {
        SampleDevice rotated = SampleDevice.with(key);
        SampleDevice replaceable = SampleDevice.with(key);
        List<SampleDevice> samples =
                List.of(full(), rotated, replaceable, SampleDevice.with(key).replayUntil(UNTIL));
        samples.forEach(this::registered);
        HashedDevice before = rotated.build();
        StoredHash fresh = SampleProvisioningKey.hash();
        devices.rotateKey(before.device().id(), before.keyHash(), fresh, UNTIL, SampleAttribution.any());
        rotated.hash(fresh).previousKey(before.keyHash(), UNTIL);
        devices.openReregistration(ACME, replaceable.build().device().id(), UNTIL, SampleAttribution.any());
        replaceable.reregistrationUntil(UNTIL);
        List<HashedDevice> bystanders = Stream.of(
                        SampleDevice.with(key).status(DeviceStatus.DISABLED),
                        SampleDevice.with(
                                inserted(SampleProvisioningKey.of("acme")).key()),
                        SampleDevice.with(
                                inserted(SampleProvisioningKey.of("globex")).key()))
                .map(this::registered)
                .toList();

        assertThat(disableAll(null, SampleAttribution.any())).isEqualTo(4);
        samples.forEach(
                sample -> assertStored(sample.status(DeviceStatus.DISABLED).build()));
        bystanders.forEach(this::assertStored);
        assertThat(disableAll(null, SampleAttribution.any())).isZero();
        devices.changeStatus(ACME, samples.get(1).build().device().id(), DeviceStatus.ACTIVE, SampleAttribution.any());
        assertThat(disableAll(null, SampleAttribution.any())).isEqualTo(1);
    }

    @Test
    void keeps_one_event_with_each_device_that_it_disables_and_none_with_any_other() {
        List<Device> disabled = Stream.of("Pump", "Ventil 🙂", "pump 2")
                .map(name -> registered(SampleDevice.with(key).name(name)).device())
                .toList();
        registered(SampleDevice.with(key).status(DeviceStatus.DISABLED));
        registered(SampleDevice.with(key).registeredAt(REGISTERED_AT.minusMillis(1)));
        registered(SampleDevice.with(inserted(SampleProvisioningKey.of("acme")).key()));
        List<AuditEvent> before = events(ACME);
        Attribution by = new Attribution(
                new AuditEventId(UUID.randomUUID()),
                REGISTERED_AT.plusSeconds(7),
                Actor.administrator(new Subject("grace")),
                new ClientAddress("203.0.113.7"));

        assertThat(disableAll(since(REGISTERED_AT), by)).isEqualTo(3);

        List<AuditEvent> kept = new ArrayList<>(events(ACME));
        kept.removeAll(before);
        assertThat(kept)
                .containsExactlyInAnyOrderElementsOf(
                        disabled.stream().map(device -> eventOf(by, device)).toList());
        assertThat(kept).extracting(AuditEvent::id).doesNotContain(by.id()).doesNotHaveDuplicates();
        assertThat(disableAll(since(REGISTERED_AT), SampleAttribution.any())).isZero();
        assertThat(events(ACME)).hasSize(before.size() + kept.size()).containsAll(before);
    }

    @Test
    void keeps_an_event_each_time_a_device_is_disabled() {
        Device device = registered(SampleDevice.with(key)).device();
        Attribution first = SampleAttribution.any();
        Attribution second = SampleAttribution.any();

        assertThat(disableAll(null, first)).isEqualTo(1);
        devices.changeStatus(ACME, device.id(), DeviceStatus.ACTIVE, SampleAttribution.any());
        assertThat(disableAll(null, second)).isEqualTo(1);

        assertThat(events(ACME)).contains(eventOf(first, device), eventOf(second, device));
    }

    @Test
    void disables_those_that_registered_since_a_time_to_the_millisecond() {
        List<SampleDevice> samples = Stream.of(-1000L, -1L, 0L, 1L, 1000L)
                .map(millis -> SampleDevice.with(key).registeredAt(REGISTERED_AT.plusMillis(millis)))
                .toList();
        samples.forEach(this::registered);

        assertThat(count(since(REGISTERED_AT.plusMillis(1001)))).isZero();
        assertThat(disableAll(since(REGISTERED_AT.plusMillis(1001)), SampleAttribution.any()))
                .isZero();
        assertThat(count(since(REGISTERED_AT))).isEqualTo(3);
        assertThat(disableAll(since(REGISTERED_AT), SampleAttribution.any())).isEqualTo(3);
        samples.subList(0, 2).forEach(sample -> assertStored(sample.build()));
        samples.subList(2, 5)
                .forEach(sample ->
                        assertStored(sample.status(DeviceStatus.DISABLED).build()));
        assertThat(disableAll(since(REGISTERED_AT.minusMillis(1)), SampleAttribution.any()))
                .isEqualTo(1);
        assertThat(disableAll(since(Instant.parse("0001-01-01T00:00:00Z")), SampleAttribution.any()))
                .isEqualTo(1);
        assertThat(disableAll(since(Instant.parse("9999-12-31T23:59:59.999Z")), SampleAttribution.any()))
                .isZero();
    }

    @Test
    void counts_what_it_would_disable_and_changes_nothing() {
        List<HashedDevice> registered = Stream.of(
                        SampleDevice.with(key),
                        SampleDevice.with(key).registeredAt(REGISTERED_AT.minusMillis(1)),
                        SampleDevice.with(key).status(DeviceStatus.DISABLED),
                        SampleDevice.with(
                                inserted(SampleProvisioningKey.of("acme")).key()))
                .map(this::registered)
                .toList();
        List<AuditEvent> before = events(ACME);

        assertThat(count(null)).isEqualTo(2);
        assertThat(count(since(REGISTERED_AT))).isEqualTo(1);

        registered.forEach(this::assertStored);
        assertThat(events(ACME)).containsExactlyElementsOf(before);
    }

    @Test
    void disables_and_counts_nothing_of_another_tenant_or_an_unknown_key() {
        HashedDevice device = registered(SampleDevice.with(key));
        List<AuditEvent> before = events(ACME);

        for (TenantId other : OTHERS) {
            assertThat(devices.countActive(other, key.id(), null))
                    .as("for %s", other)
                    .isZero();
            assertThat(devices.disableAll(other, key.id(), null, SampleAttribution.any()))
                    .as("for %s", other)
                    .isZero();
            assertThat(events(other)).as("for %s", other).isEmpty();
        }
        ProvisioningKeyId unknown = new ProvisioningKeyId(UUID.randomUUID());
        assertThat(devices.countActive(ACME, unknown, null)).isZero();
        assertThat(devices.disableAll(ACME, unknown, null, SampleAttribution.any()))
                .isZero();

        assertStored(device);
        assertThat(events(ACME)).containsExactlyElementsOf(before);
    }

    @Test
    void takes_a_device_that_was_registered_anew_for_one_of_the_key_and_the_time_it_was_last_registered_with() {
        ProvisioningKey another = inserted(SampleProvisioningKey.of("acme")).key();
        Device device = registered(SampleDevice.with(key).name("pump")).device();
        devices.openReregistration(ACME, device.id(), UNTIL, SampleAttribution.any());
        devices.reregister(
                SampleDevice.with(another)
                        .id(device.id())
                        .name("pump")
                        .registeredAt(REGISTERED_AT.plusMillis(5))
                        .build(),
                null,
                SampleAttribution.any());

        assertThat(disableAll(null, SampleAttribution.any())).isZero();
        assertThat(devices.disableAll(ACME, another.id(), since(REGISTERED_AT.plusMillis(6)), SampleAttribution.any()))
                .isZero();
        assertThat(devices.disableAll(ACME, another.id(), since(REGISTERED_AT.plusMillis(5)), SampleAttribution.any()))
                .isEqualTo(1);
    }

    @Test
    void shows_what_it_disabled_to_whoever_opens_the_store_again() throws Exception {
        SampleDevice sample = full();
        registered(sample);
        Optional<Stores> again = secondStores();
        assumeTrue(again.isPresent(), "this store can't be opened again");

        assertThat(again.get().devices().countActive(ACME, key.id(), null)).isEqualTo(1);
        assertThat(again.get().devices().disableAll(ACME, key.id(), null, SampleAttribution.any()))
                .isEqualTo(1);
        assertStored(sample.status(DeviceStatus.DISABLED).build());
        assertThat(count(null)).isZero();
    }

    @Test
    void disables_each_device_once_for_many_that_ask_for_all_at_once() throws Exception {
        List<Stores> instances = instances();
        int count = 40;
        for (int registered = 0; registered < count; registered++) {
            registered(SampleDevice.with(key));
        }
        int before = events(ACME).size();

        List<Integer> disabled = Race.run(
                8,
                thread -> () -> devicesOf(instances, thread).disableAll(ACME, key.id(), null, SampleAttribution.any()));

        assertThat(disabled.stream().mapToInt(Integer::intValue).sum()).isEqualTo(count);
        assertThat(events(ACME)).hasSize(before + count);
        assertThat(count(null)).isZero();
    }

    @Test
    void counts_and_keeps_exactly_what_it_disables_while_others_register_disable_enable_and_delete() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < 10; round++) {
            ProvisioningKey leaked = inserted(SampleProvisioningKey.of("acme")).key();
            List<Device> there = IntStream.range(0, 12)
                    .mapToObj(number -> registered(SampleDevice.with(leaked)).device())
                    .toList();
            List<Attribution> by = List.of(SampleAttribution.any(), SampleAttribution.any());

            List<Integer> results = Race.run(5, thread -> () -> {
                if (thread < 2) {
                    return devicesOf(instances, thread).disableAll(ACME, leaked.id(), null, by.get(thread));
                }
                for (int number = 0; number < 4; number++) {
                    Device one = there.get(4 * (thread - 2) + number);
                    devicesOf(instances, thread)
                            .register(SampleDevice.with(leaked).build(), SampleAttribution.any());
                    if (thread == 2) {
                        devicesOf(instances, thread).delete(ACME, one.id(), SampleAttribution.any());
                    } else {
                        devicesOf(instances, thread)
                                .changeStatus(
                                        ACME,
                                        one.id(),
                                        thread == 3 ? DeviceStatus.DISABLED : DeviceStatus.ACTIVE,
                                        SampleAttribution.any());
                    }
                }
                return 0;
            });

            List<AuditEvent> events = events(ACME);
            for (int call = 0; call < by.size(); call++) {
                Attribution own = by.get(call);
                assertThat(events)
                        .filteredOn(event -> event.equals(own.eventOfMany(ACME, event.action(), event.object())))
                        .hasSize(results.get(call));
            }
            assertDisabledAsTold(leaked, there, events);
        }
    }

    @Test
    void disables_devices_while_it_is_noted_that_they_were_seen() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < 10; round++) {
            ProvisioningKey leaked = inserted(SampleProvisioningKey.of("acme")).key();
            List<SampleDevice> samples = Stream.generate(
                            () -> SampleDevice.with(leaked).id(new DeviceId(UUID.randomUUID())))
                    .limit(30)
                    .toList();
            samples.forEach(this::registered);
            Instant at = REGISTERED_AT.plusSeconds(60);
            Map<DeviceId, Instant> seen = samples.stream()
                    .collect(Collectors.toMap(sample -> sample.build().device().id(), sample -> at));

            List<Integer> results = Race.run(2, thread -> () -> {
                if (thread == 0) {
                    return devicesOf(instances, thread).disableAll(ACME, leaked.id(), null, SampleAttribution.any());
                }
                devicesOf(instances, thread).recordSeen(seen);
                return 0;
            });

            assertThat(results.get(0)).isEqualTo(30);
            samples.forEach(sample -> assertStored(
                    sample.status(DeviceStatus.DISABLED).lastSeenAt(at).build()));
        }
    }

    /** What a device's status is, the last of its events that are about it says; each says what the one before doesn't. */
    private void assertDisabledAsTold(ProvisioningKey leaked, List<Device> there, List<AuditEvent> events) {
        Stream.concat(there.stream(), registeredWith(leaked).stream())
                .distinct()
                .forEach(device -> {
                    List<AuditAction> told = events.stream()
                            .filter(event ->
                                    event.object().id().equals(device.id().value()))
                            .map(AuditEvent::action)
                            .toList();
                    long disabled = told.stream()
                            .filter(AuditAction.DEVICE_DISABLED::equals)
                            .count();
                    long enabled = told.stream()
                            .filter(AuditAction.DEVICE_ENABLED::equals)
                            .count();
                    DeviceStatus status = disabled - enabled == 0 ? DeviceStatus.ACTIVE : DeviceStatus.DISABLED;
                    assertThat(disabled - enabled).as("%s", told).isBetween(0L, 1L);
                    devices.find(ACME, device.id())
                            .ifPresent(found ->
                                    assertThat(found.status()).as("%s", told).isEqualTo(status));
                });
    }

    private int count(@Nullable RegisteredSince since) {
        return devices.countActive(ACME, key.id(), since);
    }

    private int disableAll(@Nullable RegisteredSince since, Attribution by) {
        return devices.disableAll(ACME, key.id(), since, by);
    }

    private List<AuditEvent> events(TenantId tenant) {
        return Paging.readAll(200, page -> stores.audit().list(tenant, AuditFilter.ALL, page));
    }

    private static RegisteredSince since(Instant at) {
        return new RegisteredSince(at);
    }

    private static AuditEvent eventOf(Attribution by, Device device) {
        return by.eventOfMany(
                device.tenant(),
                AuditAction.DEVICE_DISABLED,
                new AuditObject(
                        AuditObject.Type.DEVICE,
                        device.id().value(),
                        device.name().value()));
    }
}
