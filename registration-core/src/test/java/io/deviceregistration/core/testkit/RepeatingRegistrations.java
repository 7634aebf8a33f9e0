package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.PastAttempt;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about registrations that are repeated, one at a time. */
abstract class RepeatingRegistrations extends RotatingDeviceKeys {

    static final Instant REPLAY_UNTIL = REGISTERED_AT.plus(RegistrationAttempt.LIFETIME);

    private static final Instant LATER = REGISTERED_AT.plusSeconds(1);

    @Test
    void keeps_an_attempt_with_its_device() {
        RegistrationAttempt attempt = attempt();
        HashedDevice device = attempted(full().replayUntil(REPLAY_UNTIL), attempt);
        attempted(SampleDevice.with(key).replayUntil(REPLAY_UNTIL), attempt());

        assertStored(device);
        assertThat(found(key, attempt, REGISTERED_AT.minusMillis(1)))
                .contains(new PastAttempt(attempt.request(), device));
        assertThat(found(key, attempt, REGISTERED_AT)).isEmpty();
        assertThat(found(key, attempt(), Instant.EPOCH)).isEmpty();
    }

    @Test
    void registers_one_device_by_one_attempt_and_counts_it_once() {
        ProvisioningKey limited =
                inserted(SampleProvisioningKey.of("acme").limit(1)).key();
        for (ProvisioningKey with : new ProvisioningKey[] {key, limited}) {
            RegistrationAttempt attempt = attempt();
            HashedDevice device = attempted(SampleDevice.with(with).replayUntil(REPLAY_UNTIL), attempt);
            for (String name : new String[] {device.device().name().value(), "another"}) {
                HashedDevice again = SampleDevice.with(with)
                        .name(name)
                        .registeredAt(REPLAY_UNTIL.minusMillis(1))
                        .build();
                assertThat(devices.register(again, attempt, SampleAttribution.any()))
                        .as("named %s", name)
                        .isEqualTo(new Registration.AttemptedBefore());
                assertThat(devices.findHashed(again.device().id())).isEmpty();
            }
            assertThat(keys.find(ACME, with.id()).orElseThrow().registrations()).isEqualTo(1);
            assertStored(device);
        }
    }

    @Test
    void keeps_no_attempt_of_a_registration_that_was_refused() {
        RegistrationAttempt attempt = attempt();
        registered(SampleDevice.with(key).name("pump"));

        assertThat(devices.register(SampleDevice.with(key).name("PUMP").build(), attempt, SampleAttribution.any()))
                .isEqualTo(new Registration.NameTaken());

        assertThat(found(key, attempt, Instant.EPOCH)).isEmpty();
        attempted(SampleDevice.with(key).name("fan"), attempt);
    }

    @Test
    void takes_an_attempt_of_24_hours_ago_for_a_new_one() {
        RegistrationAttempt attempt = attempt();
        attempted(SampleDevice.with(key), attempt);
        RegistrationAttempt another = new RegistrationAttempt(attempt.idempotencyKey(), Sha256.of("another"));

        HashedDevice device = attempted(SampleDevice.with(key).registeredAt(REPLAY_UNTIL), another);

        assertThat(found(key, attempt, Instant.EPOCH)).contains(new PastAttempt(another.request(), device));
    }

    @Test
    void forgets_attempts_of_24_hours_ago_as_registrations_go_on_and_no_younger_ones() {
        ProvisioningKey never = inserted(SampleProvisioningKey.of("another")).key();
        RegistrationAttempt ofUnused = attempt();
        RegistrationAttempt outdated = attempt();
        RegistrationAttempt young = attempt();
        HashedDevice device = attempted(SampleDevice.with(never), ofUnused);
        attempted(SampleDevice.with(key), outdated);
        Instant hoursLater = REPLAY_UNTIL.plusSeconds(4 * 3600);
        Instant stillKnown = hoursLater.minus(RegistrationAttempt.LIFETIME).plusMillis(1);
        attempted(SampleDevice.with(key).registeredAt(stillKnown), young);

        for (int hour = 0; hour <= 4; hour++) {
            attempted(SampleDevice.with(key).registeredAt(REPLAY_UNTIL.plusSeconds(hour * 3600L)), attempt());
        }

        assertThat(found(never, ofUnused, Instant.EPOCH)).isEmpty();
        assertThat(found(key, outdated, Instant.EPOCH)).isEmpty();
        assertThat(found(key, young, Instant.EPOCH)).isPresent();
        assertStored(device);
    }

    @Test
    void shares_no_attempt_between_two_provisioning_keys() {
        RegistrationAttempt attempt = attempt();
        ProvisioningKey other = inserted(SampleProvisioningKey.of("acme")).key();
        HashedDevice device = attempted(SampleDevice.with(key).replayUntil(REPLAY_UNTIL), attempt);

        assertThat(found(other, attempt, Instant.EPOCH)).isEmpty();
        assertThat(devices.replay(
                        other.id(),
                        attempt.idempotencyKey(),
                        device.device().id(),
                        SampleProvisioningKey.hash(),
                        SampleAttribution.at(LATER)))
                .isEqualTo(new Registration.AttemptedBefore());
        assertStored(device);
        attempted(SampleDevice.with(other), attempt);
    }

    @Test
    void replays_a_registration_with_another_hash_and_changes_and_counts_nothing_else() {
        ProvisioningKey limited =
                inserted(SampleProvisioningKey.of("acme").limit(1)).key();
        SampleDevice sample = SampleDevice.with(limited).name("pump").replayUntil(REPLAY_UNTIL);
        RegistrationAttempt attempt = attempt();
        DeviceId id = attempted(sample, attempt).device().id();
        HashedDevice bystander = registered(full().name("bystander"));

        for (int time = 1; time <= 2; time++) {
            StoredHash fresh = SampleProvisioningKey.hash();
            Instant at = REGISTERED_AT.plusMillis(time);
            assertThat(devices.replay(limited.id(), attempt.idempotencyKey(), id, fresh, SampleAttribution.at(at)))
                    .isEqualTo(new Registration.Registered());
            assertStored(sample.hash(fresh).build());
            assertThat(keys.find(ACME, limited.id()).orElseThrow().registrations())
                    .isEqualTo(1);
            assertThat(keys.find(ACME, limited.id()).orElseThrow().lastUsedAt()).isEqualTo(at);
        }
        assertStored(bystander);
    }

    @Test
    void replays_nothing_for_a_revoked_or_expired_key() {
        ProvisioningKey expiring =
                inserted(SampleProvisioningKey.of("acme").expiresAt(LATER)).key();
        RegistrationAttempt attempt = attempt();
        HashedDevice ofExpiring = attempted(SampleDevice.with(expiring).replayUntil(REPLAY_UNTIL), attempt);
        HashedDevice ofRevoked = attempted(SampleDevice.with(key).replayUntil(REPLAY_UNTIL), attempt);
        keys.revoke(ACME, key.id(), KeepingProvisioningKeys.revocation(1, "ada"), SampleAttribution.any());

        assertThat(devices.replay(
                        expiring.id(),
                        attempt.idempotencyKey(),
                        ofExpiring.device().id(),
                        SampleProvisioningKey.hash(),
                        SampleAttribution.at(LATER)))
                .isEqualTo(new Registration.KeyRefused(ProvisioningKeyStatus.EXPIRED));
        assertThat(replayed(attempt, ofRevoked.device().id(), LATER))
                .isEqualTo(new Registration.KeyRefused(ProvisioningKeyStatus.REVOKED));
        assertStored(ofExpiring);
        assertStored(ofRevoked);
    }

    @Test
    void knows_no_key_that_was_never_inserted_when_it_replays() {
        ProvisioningKey unknown = SampleProvisioningKey.of("acme").build().key();

        assertThat(devices.replay(
                        unknown.id(),
                        attempt().idempotencyKey(),
                        new DeviceId(UUID.randomUUID()),
                        SampleProvisioningKey.hash(),
                        SampleAttribution.at(LATER)))
                .isEqualTo(new Registration.KeyUnknown());
    }

    @Test
    void replays_nothing_once_its_time_is_up() {
        RegistrationAttempt attempt = attempt();
        HashedDevice device = attempted(SampleDevice.with(key).replayUntil(REPLAY_UNTIL), attempt);
        DeviceId id = device.device().id();

        assertThat(replayed(attempt, id, REPLAY_UNTIL)).isEqualTo(new Registration.AttemptedBefore());
        assertStored(device);
        assertThat(replayed(attempt, id, REPLAY_UNTIL.minusMillis(1))).isEqualTo(new Registration.Registered());
    }

    @Test
    void replays_nothing_once_the_key_was_used_rotated_or_replaced() {
        for (int way = 0; way < 3; way++) {
            SampleDevice sample = SampleDevice.with(key).replayUntil(REPLAY_UNTIL);
            RegistrationAttempt attempt = attempt();
            HashedDevice device = attempted(sample, attempt);
            DeviceId id = device.device().id();
            switch (way) {
                case 0 -> devices.confirmKey(id, device.keyHash());
                case 1 ->
                    devices.rotateKey(
                            id, device.keyHash(), SampleProvisioningKey.hash(), UNTIL, SampleAttribution.any());
                default -> devices.replaceKey(ACME, id, SampleProvisioningKey.hash(), SampleAttribution.any());
            }
            HashedDevice changed = devices.findHashed(id).orElseThrow();
            assertThat(changed.replayUntil()).isNull();

            assertThat(replayed(attempt, id, LATER)).isEqualTo(new Registration.AttemptedBefore());
            assertStored(changed);
        }
    }

    @Test
    void forgets_the_attempt_of_a_device_that_is_deleted() {
        RegistrationAttempt attempt = attempt();
        DeviceId id = attempted(SampleDevice.with(key).replayUntil(REPLAY_UNTIL), attempt)
                .device()
                .id();

        assertThat(devices.delete(ACME, id, SampleAttribution.any())).isTrue();

        assertThat(found(key, attempt, Instant.EPOCH)).isEmpty();
        assertThat(replayed(attempt, id, LATER)).isEqualTo(new Registration.AttemptedBefore());
        attempted(SampleDevice.with(key), attempt);
    }

    static RegistrationAttempt attempt() {
        return new RegistrationAttempt(
                Sha256.of(UUID.randomUUID().toString()),
                Sha256.of(UUID.randomUUID().toString()));
    }

    final HashedDevice attempted(SampleDevice sample, RegistrationAttempt attempt) {
        HashedDevice device = sample.build();
        assertThat(devices.register(device, attempt, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        return device;
    }

    final Optional<PastAttempt> found(ProvisioningKey with, RegistrationAttempt attempt, Instant after) {
        return devices.findAttempt(with.id(), attempt.idempotencyKey(), after);
    }

    /** What a replay of the attempt, with a key of its own, makes of the device at this time. */
    final Registration replayed(RegistrationAttempt attempt, DeviceId device, Instant at) {
        return devices.replay(
                key.id(), attempt.idempotencyKey(), device, SampleProvisioningKey.hash(), SampleAttribution.at(at));
    }
}
