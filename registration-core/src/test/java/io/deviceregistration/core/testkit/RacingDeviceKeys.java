package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.PreviousKey;
import io.deviceregistration.core.key.StoredHash;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about device keys that change while others use or change them. */
abstract class RacingDeviceKeys extends RacingDevices {

    private static final int ROUNDS = 20;

    @Test
    void either_confirms_a_new_key_or_rotates_the_old_one_again_when_both_come_at_once() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < ROUNDS; round++) {
            SampleDevice sample = SampleDevice.with(key);
            HashedDevice device = registered(sample);
            DeviceId id = device.device().id();
            StoredHash unused = SampleProvisioningKey.hash();
            StoredHash another = SampleProvisioningKey.hash();
            devices.rotateKey(id, device.keyHash(), unused, UNTIL, SampleAttribution.any());

            List<Boolean> done = Race.run(
                    2,
                    thread -> () -> thread == 0
                            ? devicesOf(instances, thread).confirmKey(id, unused)
                            : devicesOf(instances, thread)
                                    .rotateKey(id, device.keyHash(), another, UNTIL, SampleAttribution.any()));

            assertThat(done).containsExactlyInAnyOrder(true, false);
            assertStored(
                    done.get(0)
                            ? sample.hash(unused).build()
                            : sample.hash(another)
                                    .previousKey(device.keyHash(), UNTIL)
                                    .build());
        }
    }

    @Test
    void keeps_the_old_key_working_however_often_it_is_rotated_at_once() throws Exception {
        List<Stores> instances = instances();
        HashedDevice device = registered(SampleDevice.with(key));
        DeviceId id = device.device().id();
        List<StoredHash> fresh =
                Stream.generate(SampleProvisioningKey::hash).limit(16).toList();

        List<Boolean> done = Race.run(
                fresh.size(),
                thread -> () -> devicesOf(instances, thread)
                        .rotateKey(id, device.keyHash(), fresh.get(thread), UNTIL, SampleAttribution.any()));

        assertThat(done).containsOnly(true);
        HashedDevice rotated = devices.findHashed(id).orElseThrow();
        assertThat(fresh).contains(rotated.keyHash());
        assertThat(rotated.previousKey()).isEqualTo(new PreviousKey(device.keyHash(), UNTIL));
    }

    @Test
    void accepts_at_every_moment_one_of_the_keys_that_a_rotating_device_was_answered() throws Exception {
        List<Stores> instances = instances();
        HashedDevice device = registered(SampleDevice.with(key));
        DeviceId id = device.device().id();
        AtomicReference<List<StoredHash>> held = new AtomicReference<>(List.of(device.keyHash()));
        AtomicBoolean over = new AtomicBoolean();

        Race.run(3, thread -> () -> {
            if (thread == 0) {
                try {
                    rotateAgainAndAgain(devicesOf(instances, thread), id, held);
                } finally {
                    over.set(true);
                }
                return true;
            }
            while (!over.get()) {
                List<StoredHash> before = held.get();
                HashedDevice seen = devicesOf(instances, thread).findHashed(id).orElseThrow();
                if (before.equals(held.get())) {
                    assertThat(seen.hashesAt(REGISTERED_AT)).containsAnyElementsOf(before);
                }
            }
            return true;
        });
    }

    /** As a device does that loses every other answer. */
    private static void rotateAgainAndAgain(
            DeviceRepository devices, DeviceId id, AtomicReference<List<StoredHash>> held) {
        StoredHash current = held.get().get(0);
        for (int count = 0; count < ROUNDS; count++) {
            StoredHash fresh = SampleProvisioningKey.hash();
            assertThat(devices.rotateKey(id, current, SampleProvisioningKey.hash(), UNTIL, SampleAttribution.any()))
                    .isTrue();
            assertThat(devices.rotateKey(id, current, fresh, UNTIL, SampleAttribution.any()))
                    .isTrue();
            held.set(List.of(current, fresh));
            held.set(List.of(fresh));
            assertThat(devices.confirmKey(id, fresh)).isTrue();
            current = fresh;
        }
    }

    @Test
    void leaves_nothing_of_a_device_that_is_deleted_while_it_rotates_its_key() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < ROUNDS; round++) {
            HashedDevice device = registered(SampleDevice.with(key));
            DeviceId id = device.device().id();

            List<Boolean> done = Race.run(
                    2,
                    thread -> () -> thread == 0
                            ? devicesOf(instances, thread).delete(ACME, id, SampleAttribution.any())
                            : devicesOf(instances, thread)
                                    .rotateKey(
                                            id,
                                            device.keyHash(),
                                            SampleProvisioningKey.hash(),
                                            UNTIL,
                                            SampleAttribution.any()));

            assertThat(done.get(0)).isTrue();
            assertThat(devices.findHashed(id)).isEmpty();
        }
    }
}
