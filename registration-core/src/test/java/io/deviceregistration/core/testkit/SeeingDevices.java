package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.HashedDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about when devices were seen. */
abstract class SeeingDevices extends ReplacingDevices {

    private static final Instant SEEN = REGISTERED_AT.plusMillis(999);
    private static final int ROUNDS = 20;

    @Test
    void records_when_a_device_was_seen_and_changes_nothing_else() {
        SampleDevice sample = full();
        HashedDevice bystander = registered(SampleDevice.with(key));
        DeviceId id = registered(sample).device().id();

        devices.recordSeen(Map.of(id, SEEN));

        assertStored(sample.lastSeenAt(SEEN).build());
        assertStored(bystander);
    }

    @Test
    void records_of_no_device_that_it_was_seen_if_none_was() {
        HashedDevice bystander = registered(full());

        devices.recordSeen(Map.of());

        assertStored(bystander);
    }

    @Test
    void records_that_a_device_was_seen_again_from_a_minute_later_on() {
        SampleDevice sample = full();
        DeviceId id = registered(sample).device().id();
        devices.recordSeen(Map.of(id, SEEN));

        for (long millis : List.of(0L, 1L, 59_999L, -1L, -60_000L, -86_400_000L)) {
            devices.recordSeen(Map.of(id, SEEN.plusMillis(millis)));
            assertStored(sample.lastSeenAt(SEEN).build());
        }
        devices.recordSeen(Map.of(id, SEEN.plusMillis(60_000)));
        assertStored(sample.lastSeenAt(SEEN.plusMillis(60_000)).build());
    }

    @Test
    void records_of_many_devices_when_each_was_seen() {
        Map<DeviceId, SampleDevice> samples = new LinkedHashMap<>();
        Map<DeviceId, Instant> seen = new LinkedHashMap<>();
        for (int device = 0; device < 250; device++) {
            SampleDevice sample = SampleDevice.with(key);
            DeviceId id = registered(sample).device().id();
            samples.put(id, sample.lastSeenAt(SEEN.plusMillis(device)));
            seen.put(id, SEEN.plusMillis(device));
        }

        devices.recordSeen(seen);

        samples.values().forEach(sample -> assertStored(sample.build()));
    }

    @Test
    void passes_over_devices_that_are_gone_or_were_seen_within_the_minute() {
        List<SampleDevice> samples = Stream.generate(
                        () -> SampleDevice.with(key).id(new DeviceId(UUID.randomUUID())))
                .limit(9)
                .toList();
        samples.forEach(this::registered);
        List<DeviceId> ids =
                samples.stream().map(sample -> sample.build().device().id()).toList();
        devices.delete(ACME, ids.get(3), SampleAttribution.any());
        devices.recordSeen(Map.of(ids.get(6), SEEN.minusSeconds(59)));

        devices.recordSeen(seenAt(ids, SEEN));

        for (int device = 0; device < ids.size(); device++) {
            Instant expected = device == 6 ? SEEN.minusSeconds(59) : SEEN;
            if (device != 3) {
                assertStored(samples.get(device).lastSeenAt(expected).build());
            }
        }
        assertThat(devices.findHashed(ids.get(3))).isEmpty();
    }

    @Test
    void records_one_of_many_times_within_a_minute_that_come_at_once() throws Exception {
        List<Stores> instances = instances();
        DeviceId id = registered(SampleDevice.with(key)).device().id();

        List<@Nullable Instant> read = Race.run(32, thread -> () -> {
            devicesOf(instances, thread).recordSeen(Map.of(id, SEEN.plusMillis(thread)));
            return lastSeenAt(id);
        });

        assertThat(read).containsOnly(lastSeenAt(id)).doesNotContainNull();
    }

    @Test
    void keeps_the_latest_of_many_times_that_a_device_was_seen_at_once() throws Exception {
        List<Stores> instances = instances();
        DeviceId id = registered(SampleDevice.with(key)).device().id();

        Race.run(32, thread -> () -> {
            devicesOf(instances, thread).recordSeen(Map.of(id, SEEN.plus(Duration.ofMinutes(thread))));
            return true;
        });

        assertThat(lastSeenAt(id)).isEqualTo(SEEN.plus(Duration.ofMinutes(31)));
    }

    @Test
    void records_the_same_devices_at_once_in_whatever_order_they_are() throws Exception {
        List<Stores> instances = instances();
        List<DeviceId> ids = Stream.generate(
                        () -> registered(SampleDevice.with(key)).device().id())
                .limit(30)
                .toList();
        List<DeviceId> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);

        for (int round = 0; round < ROUNDS; round++) {
            Instant at = SEEN.plus(Duration.ofMinutes(round));

            Race.run(2, thread -> () -> {
                devicesOf(instances, thread).recordSeen(seenAt(thread == 0 ? ids : reversed, at));
                return true;
            });

            assertThat(ids).allSatisfy(id -> assertThat(lastSeenAt(id)).isEqualTo(at));
        }
    }

    private @Nullable Instant lastSeenAt(DeviceId id) {
        return devices.find(ACME, id).map(Device::lastSeenAt).orElse(null);
    }

    private static Map<DeviceId, Instant> seenAt(List<DeviceId> ids, Instant at) {
        Map<DeviceId, Instant> seen = new LinkedHashMap<>();
        ids.forEach(id -> seen.put(id, at));
        return seen;
    }
}
