package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about many callers at once. */
abstract class RacingDevices extends RepeatingRegistrations {

    private static final int THREADS = 64;

    @Test
    void never_exceeds_a_limit_however_many_register_at_once() throws Exception {
        List<Stores> instances = instances();
        ProvisioningKey limited =
                inserted(SampleProvisioningKey.of("acme").limit(10)).key();

        List<Registration> results = Race.run(
                THREADS,
                thread -> () -> devicesOf(instances, thread)
                        .register(SampleDevice.with(limited).build(), SampleAttribution.any()));

        assertThat(results)
                .containsOnly(
                        new Registration.Registered(), new Registration.KeyRefused(ProvisioningKeyStatus.EXHAUSTED));
        assertThat(Collections.frequency(results, new Registration.Registered()))
                .isEqualTo(10);
        assertThat(registrationsOf(limited)).isEqualTo(10);
        assertThat(registeredWith(limited)).hasSize(10);
    }

    @Test
    void gives_a_name_to_one_of_many_that_ask_for_it_at_once() throws Exception {
        List<Stores> instances = instances();
        List<String> spellings = List.of("Straße", "STRASSE", "strasse", "STRAẞE");

        List<Registration> results = Race.run(
                THREADS,
                thread -> () -> devicesOf(instances, thread)
                        .register(
                                SampleDevice.with(key)
                                        .name(spellings.get(thread % spellings.size()))
                                        .build(),
                                SampleAttribution.any()));

        assertThat(results).containsOnly(new Registration.Registered(), new Registration.NameTaken());
        assertThat(Collections.frequency(results, new Registration.Registered()))
                .isEqualTo(1);
        assertThat(registrationsOf(key)).isEqualTo(1);
        assertThat(registeredWith(key)).hasSize(1);
    }

    @Test
    void gives_a_name_to_one_of_many_that_ask_for_it_at_once_with_different_keys() throws Exception {
        List<Stores> instances = instances();
        List<ProvisioningKey> own = manyKeys(16);

        List<Registration> results = Race.run(
                own.size(),
                thread -> () -> devicesOf(instances, thread)
                        .register(
                                SampleDevice.with(own.get(thread)).name("pump").build(), SampleAttribution.any()));

        assertThat(results).containsOnly(new Registration.Registered(), new Registration.NameTaken());
        assertThat(Collections.frequency(results, new Registration.Registered()))
                .isEqualTo(1);
        assertThat(own.stream().mapToInt(this::registrationsOf).sum()).isEqualTo(1);
    }

    @Test
    void gives_an_id_to_one_of_two_tenants_that_register_it_at_once() throws Exception {
        List<Stores> instances = instances();
        ProvisioningKey theirs = inserted(SampleProvisioningKey.of("globex")).key();
        DeviceId id = SampleDevice.with(key).build().device().id();

        List<Boolean> registered = Race.run(2, thread -> () -> {
            try {
                devicesOf(instances, thread)
                        .register(
                                SampleDevice.with(thread == 0 ? key : theirs)
                                        .id(id)
                                        .build(),
                                SampleAttribution.any());
                return true;
            } catch (StorageException theOtherWasFaster) {
                return false;
            }
        });

        assertThat(registered).containsExactlyInAnyOrder(true, false);
        assertThat(registrationsOf(key)).isEqualTo(registered.get(0) ? 1 : 0);
        assertThat(registrationsOf(theirs)).isEqualTo(registered.get(1) ? 1 : 0);
    }

    @Test
    void loses_no_count_when_many_register_at_once() throws Exception {
        List<Stores> instances = instances();
        List<ProvisioningKey> shared = manyKeys(4);
        int each = 3;

        Race.run(16, thread -> () -> {
            for (int count = 0; count < each; count++) {
                devicesOf(instances, thread)
                        .register(
                                SampleDevice.with(shared.get(thread % shared.size()))
                                        .registeredAt(REGISTERED_AT.plusMillis(thread))
                                        .build(),
                                SampleAttribution.any());
            }
            return true;
        });

        for (ProvisioningKey one : shared) {
            assertThat(registrationsOf(one)).isEqualTo(each * 16 / shared.size());
            assertThat(registeredWith(one)).hasSize(each * 16 / shared.size());
        }
    }

    @Test
    void registers_nothing_that_begins_after_a_revocation() throws Exception {
        List<Stores> instances = instances();
        int registering = 8;
        CountDownLatch underWay = new CountDownLatch(registering);
        AtomicBoolean revoked = new AtomicBoolean();

        List<Integer> counts = Race.run(registering + 1, thread -> () -> {
            if (thread == registering) {
                assertThat(underWay.await(60, TimeUnit.SECONDS))
                        .as("every thread registers before the revocation")
                        .isTrue();
                keysOf(instances, 1)
                        .revoke(ACME, key.id(), KeepingProvisioningKeys.revocation(1, "ada"), SampleAttribution.any());
                revoked.set(true);
                return 0;
            }
            int count = 0;
            while (true) {
                boolean beganAfterwards = revoked.get();
                Registration result = devicesOf(instances, thread)
                        .register(SampleDevice.with(key).build(), SampleAttribution.any());
                if (result instanceof Registration.KeyRefused) {
                    return count;
                }
                assertThat(beganAfterwards)
                        .as("a registration began after the revocation, and was %s", result)
                        .isFalse();
                count++;
                underWay.countDown();
            }
        });

        assertThat(registrationsOf(key))
                .isEqualTo(counts.stream().mapToInt(Integer::intValue).sum());
        assertThat(devices.register(SampleDevice.with(key).build(), SampleAttribution.any()))
                .isEqualTo(new Registration.KeyRefused(ProvisioningKeyStatus.REVOKED));
    }

    @Test
    void loses_no_change_of_a_key_by_a_registration_at_once() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < 20; round++) {
            ProvisioningKey used = inserted(SampleProvisioningKey.of("acme")).key();

            List<Registration> results = Race.run(3, thread -> () -> switch (thread) {
                case 0 ->
                    devicesOf(instances, thread)
                            .register(SampleDevice.with(used).build(), SampleAttribution.any());
                case 1 -> {
                    keysOf(instances, thread).relabel(ACME, used.id(), new Label("renamed"), SampleAttribution.any());
                    yield new Registration.Registered();
                }
                default -> {
                    keysOf(instances, thread)
                            .revoke(
                                    ACME,
                                    used.id(),
                                    KeepingProvisioningKeys.revocation(1, "ada"),
                                    SampleAttribution.any());
                    yield new Registration.Registered();
                }
            });

            ProvisioningKey after = keys.find(ACME, used.id()).orElseThrow();
            boolean registered = results.get(0).equals(new Registration.Registered());
            assertThat(after.registrations()).isEqualTo(registered ? 1 : 0);
            assertThat(registeredWith(used)).hasSize(registered ? 1 : 0);
            assertThat(after.label()).isEqualTo(new Label("renamed"));
            assertThat(after.revocation()).isEqualTo(KeepingProvisioningKeys.revocation(1, "ada"));
        }
    }

    @Test
    void lets_one_of_two_replace_a_hash_at_once() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < 20; round++) {
            HashedDevice device = registered(SampleDevice.with(key));
            DeviceId id = device.device().id();

            List<StoredHash> seen = Race.run(2, thread -> () -> {
                DeviceRepository own = devicesOf(instances, thread);
                own.replaceKeyHash(id, device.keyHash(), SampleProvisioningKey.hash());
                return own.findHashed(id).orElseThrow().keyHash();
            });

            StoredHash kept = devices.findHashed(id).orElseThrow().keyHash();
            assertThat(kept).isNotEqualTo(device.keyHash());
            assertThat(seen).containsExactly(kept, kept);
        }
    }

    @Test
    void loses_no_change_to_one_part_by_a_change_to_another_at_once() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < 20; round++) {
            SampleDevice sample = SampleDevice.with(key);
            HashedDevice device = registered(sample);
            DeviceId id = device.device().id();
            StoredHash replacement = SampleProvisioningKey.hash();

            Race.run(3, thread -> () -> {
                DeviceRepository own = devicesOf(instances, thread);
                switch (thread) {
                    case 0 -> own.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());
                    case 1 -> own.recordSeen(Map.of(id, REGISTERED_AT.plusMillis(1)));
                    default -> own.replaceKeyHash(id, device.keyHash(), replacement);
                }
                return true;
            });

            assertStored(sample.status(DeviceStatus.DISABLED)
                    .lastSeenAt(REGISTERED_AT.plusMillis(1))
                    .hash(replacement)
                    .build());
        }
    }

    @Test
    void loses_no_part_of_a_description_by_a_change_to_another_at_once() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < 20; round++) {
            SampleDevice sample = SampleDevice.with(key);
            DeviceId id = registered(sample).device().id();

            Race.run(
                    3,
                    thread -> () -> devicesOf(instances, thread)
                            .describe(
                                    ACME,
                                    id,
                                    switch (thread) {
                                        case 0 ->
                                            new DeviceChange(Change.to(new Location("roof")), Change.none(), null);
                                        case 1 ->
                                            new DeviceChange(Change.none(), Change.to(new DeviceType("fan")), null);
                                        default ->
                                            new DeviceChange(
                                                    Change.none(),
                                                    Change.none(),
                                                    DeviceAttributes.of(Map.of("a", "b")));
                                    },
                                    SampleAttribution.any()));

            assertStored(sample.location("roof")
                    .type("fan")
                    .attributes(Map.of("a", "b"))
                    .build());
        }
    }

    final List<Stores> instances() throws Exception {
        return secondStores().map(again -> List.of(stores, again)).orElse(List.of(stores));
    }

    static DeviceRepository devicesOf(List<Stores> instances, int thread) {
        return instances.get(thread % instances.size()).devices();
    }

    static ProvisioningKeyStore keysOf(List<Stores> instances, int thread) {
        return instances.get(thread % instances.size()).keys();
    }

    private List<ProvisioningKey> manyKeys(int count) {
        return Stream.generate(() -> inserted(SampleProvisioningKey.of("acme")).key())
                .limit(count)
                .toList();
    }

    final int registrationsOf(ProvisioningKey one) {
        return keys.find(one.tenant(), one.id()).orElseThrow().registrations();
    }

    final List<Device> registeredWith(ProvisioningKey one) {
        DeviceFilter filter = new DeviceFilter(one.id(), null, null, null);
        return devices.list(one.tenant(), filter, PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
    }
}
