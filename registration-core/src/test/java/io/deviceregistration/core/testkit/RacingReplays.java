package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about registrations that are repeated while something else goes on. */
abstract class RacingReplays extends RacingDeviceKeys {

    private static final int ROUNDS = 20;
    private static final Instant LATER = REGISTERED_AT.plusSeconds(1);

    @Test
    void registers_one_device_for_many_that_come_at_once_by_one_attempt() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < ROUNDS; round++) {
            RegistrationAttempt attempt = attempt();
            String name = "pump " + round;
            int before = registrationsOf(key);

            List<Registration> results = Race.run(
                    8,
                    thread -> () -> devicesOf(instances, thread)
                            .register(
                                    SampleDevice.with(key)
                                            .name(name)
                                            .replayUntil(REPLAY_UNTIL)
                                            .build(),
                                    attempt,
                                    SampleAttribution.any()));

            assertThat(results).containsOnly(new Registration.Registered(), new Registration.AttemptedBefore());
            assertThat(Collections.frequency(results, new Registration.Registered()))
                    .isEqualTo(1);
            assertThat(registrationsOf(key)).isEqualTo(before + 1);
        }
    }

    @Test
    void registers_one_device_by_one_attempt_for_many_at_once_though_the_key_is_used_up() throws Exception {
        List<Stores> instances = instances();
        ProvisioningKey limited =
                inserted(SampleProvisioningKey.of("acme").limit(1)).key();
        RegistrationAttempt attempt = attempt();

        List<Registration> results = Race.run(
                16,
                thread -> () -> devicesOf(instances, thread)
                        .register(SampleDevice.with(limited).build(), attempt, SampleAttribution.any()));

        assertThat(results).containsOnly(new Registration.Registered(), new Registration.AttemptedBefore());
        assertThat(registeredWith(limited)).hasSize(1);
    }

    @Test
    void replays_no_registration_whose_key_a_device_has_used_when_both_come_at_once() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < ROUNDS; round++) {
            SampleDevice sample = SampleDevice.with(key).replayUntil(REPLAY_UNTIL);
            RegistrationAttempt attempt = attempt();
            HashedDevice device = attempted(sample, attempt);
            DeviceId id = device.device().id();
            StoredHash fresh = SampleProvisioningKey.hash();

            List<Boolean> done = Race.run(
                    2,
                    thread -> () -> thread == 0
                            ? devicesOf(instances, thread).confirmKey(id, device.keyHash())
                            : devicesOf(instances, thread)
                                    .replay(key.id(), attempt.idempotencyKey(), id, fresh, SampleAttribution.at(LATER))
                                    .equals(new Registration.Registered()));

            assertThat(done).containsExactlyInAnyOrder(true, false);
            HashedDevice kept = devices.findHashed(id).orElseThrow();
            assertThat(kept.keyHash()).isEqualTo(done.get(0) ? device.keyHash() : fresh);
            assertThat(kept.replayUntil()).isEqualTo(done.get(0) ? null : REPLAY_UNTIL);
        }
    }

    @Test
    void accepts_the_key_of_one_of_many_replays_at_once() throws Exception {
        List<Stores> instances = instances();
        SampleDevice sample = SampleDevice.with(key).replayUntil(REPLAY_UNTIL);
        RegistrationAttempt attempt = attempt();
        DeviceId id = attempted(sample, attempt).device().id();
        List<StoredHash> fresh =
                Stream.generate(SampleProvisioningKey::hash).limit(16).toList();

        List<Registration> results = Race.run(
                fresh.size(),
                thread -> () -> devicesOf(instances, thread)
                        .replay(
                                key.id(),
                                attempt.idempotencyKey(),
                                id,
                                fresh.get(thread),
                                SampleAttribution.at(LATER)));

        assertThat(results).containsOnly(new Registration.Registered());
        StoredHash kept = devices.findHashed(id).orElseThrow().keyHash();
        assertThat(fresh).contains(kept);
        assertStored(sample.hash(kept).build());
        assertThat(registrationsOf(key)).isEqualTo(1);
    }

    @Test
    void replays_nothing_that_begins_after_a_revocation() throws Exception {
        List<Stores> instances = instances();
        for (int round = 0; round < ROUNDS; round++) {
            ProvisioningKey revoked = inserted(SampleProvisioningKey.of("acme")).key();
            SampleDevice sample = SampleDevice.with(revoked).replayUntil(REPLAY_UNTIL);
            RegistrationAttempt attempt = attempt();
            HashedDevice device = attempted(sample, attempt);
            DeviceId id = device.device().id();
            StoredHash fresh = SampleProvisioningKey.hash();

            List<Registration> results = Race.run(2, thread -> () -> {
                if (thread == 0) {
                    keysOf(instances, thread)
                            .revoke(
                                    ACME,
                                    revoked.id(),
                                    KeepingProvisioningKeys.revocation(1, "ada"),
                                    SampleAttribution.any());
                    return devicesOf(instances, thread)
                            .replay(
                                    revoked.id(),
                                    attempt.idempotencyKey(),
                                    id,
                                    SampleProvisioningKey.hash(),
                                    SampleAttribution.at(LATER));
                }
                return devicesOf(instances, thread)
                        .replay(revoked.id(), attempt.idempotencyKey(), id, fresh, SampleAttribution.at(LATER));
            });

            Registration refused = new Registration.KeyRefused(ProvisioningKeyStatus.REVOKED);
            assertThat(results.get(0)).isEqualTo(refused);
            assertThat(results.get(1)).isIn(refused, new Registration.Registered());
            assertStored(
                    results.get(1).equals(refused) ? device : sample.hash(fresh).build());
        }
    }
}
