package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.PastAttempt;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about devices whose place another registration takes. */
abstract class ReplacingDevices extends RacingReplays {

    private static final Instant OPEN_UNTIL = REGISTERED_AT.plusSeconds(3600);
    private static final Instant LATER = OPEN_UNTIL.minusMillis(1);
    private static final int ROUNDS = 20;

    @Test
    void opens_and_closes_a_window_and_changes_nothing_else() {
        SampleDevice sample = full();
        DeviceId id = registered(sample).device().id();
        devices.rotateKey(id, sample.build().keyHash(), SampleProvisioningKey.hash(), UNTIL, SampleAttribution.any());
        HashedDevice before = devices.findHashed(id).orElseThrow();

        assertThat(devices.openReregistration(ACME, id, LATER, SampleAttribution.any()))
                .isEqualTo(devices.find(ACME, id));
        assertThat(devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any()))
                .isEqualTo(devices.find(ACME, id));
        assertThat(devices.find(ACME, id).orElseThrow())
                .isEqualTo(sample.reregistrationUntil(OPEN_UNTIL).build().device());
        assertThat(devices.closeReregistration(ACME, id, SampleAttribution.any()))
                .isTrue();
        assertThat(devices.closeReregistration(ACME, id, SampleAttribution.any()))
                .isTrue();
        assertStored(before);
    }

    @Test
    void forgets_by_what_registration_a_device_came_when_a_window_is_opened() {
        RegistrationAttempt attempt = attempt();
        SampleDevice sample = full().replayUntil(REPLAY_UNTIL);
        HashedDevice device = attempted(sample, attempt);
        DeviceId id = device.device().id();
        RegistrationAttempt another = attempt();
        HashedDevice bystander = attempted(full().name("bystander").replayUntil(REPLAY_UNTIL), another);

        devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any());

        assertThat(found(key, attempt, Instant.EPOCH)).isEmpty();
        assertStored(sample.replayUntil(null).reregistrationUntil(OPEN_UNTIL).build());
        assertThat(replayed(attempt, id, LATER)).isEqualTo(new Registration.AttemptedBefore());
        assertThat(found(key, another, Instant.EPOCH)).contains(new PastAttempt(another.request(), bystander));
    }

    @Test
    void forgets_no_registration_when_another_tenant_would_open_a_window() {
        RegistrationAttempt attempt = attempt();
        HashedDevice device = attempted(full().replayUntil(REPLAY_UNTIL), attempt);

        devices.openReregistration(new TenantId("another"), device.device().id(), OPEN_UNTIL, SampleAttribution.any());

        assertThat(found(key, attempt, Instant.EPOCH)).contains(new PastAttempt(attempt.request(), device));
    }

    @Test
    void opens_and_closes_no_window_of_another_tenant() {
        HashedDevice device = registered(full());
        DeviceId id = device.device().id();
        TenantId other = new TenantId("another");

        assertThat(devices.openReregistration(other, id, OPEN_UNTIL, SampleAttribution.any()))
                .isEmpty();
        assertStored(device);
        devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any());
        assertThat(devices.closeReregistration(other, id, SampleAttribution.any()))
                .isFalse();
        assertThat(devices.find(ACME, id).orElseThrow().reregistrationUntil()).isEqualTo(OPEN_UNTIL);
        assertThat(devices.openReregistration(
                        ACME, new DeviceId(UUID.randomUUID()), OPEN_UNTIL, SampleAttribution.any()))
                .isEmpty();
        assertThat(devices.closeReregistration(ACME, new DeviceId(UUID.randomUUID()), SampleAttribution.any()))
                .isFalse();
    }

    @Test
    void names_the_device_whose_place_may_be_taken_to_its_own_tenant_while_the_window_is_open() {
        DeviceId id = registered(SampleDevice.with(key).name("Pump")).device().id();
        ProvisioningKey ofOther = inserted(SampleProvisioningKey.of("another")).key();
        registered(SampleDevice.with(ofOther).name("pump"));

        assertThat(registeredAgain(key, LATER)).isEqualTo(new Registration.NameTaken());
        devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any());
        assertThat(registeredAgain(key, LATER)).isEqualTo(new Registration.NameTaken(id));
        assertThat(registeredAgain(key, OPEN_UNTIL)).isEqualTo(new Registration.NameTaken());
        assertThat(registeredAgain(ofOther, LATER)).isEqualTo(new Registration.NameTaken());
        devices.closeReregistration(ACME, id, SampleAttribution.any());
        assertThat(registeredAgain(key, LATER)).isEqualTo(new Registration.NameTaken());
        assertThat(registrationsOf(key)).isEqualTo(1);
    }

    @Test
    void gives_the_device_s_place_to_the_newcomer_and_keeps_what_it_does_not_say() {
        ProvisioningKey other = inserted(SampleProvisioningKey.of("acme")).key();
        SampleDevice sample = full().name("Pump").status(DeviceStatus.DISABLED);
        DeviceId id = opened(sample);
        devices.rotateKey(id, sample.build().keyHash(), SampleProvisioningKey.hash(), UNTIL, SampleAttribution.any());
        HashedDevice bystander = registered(full().name("bystander"));

        HashedDevice newcomer = newcomer(id, other).name("PUMP").build();
        HashedDevice expected = sample.provisioningKey(other)
                .registeredAt(LATER)
                .registeredFrom(null)
                .hash(newcomer.keyHash())
                .build();
        assertThat(devices.reregister(newcomer, null, SampleAttribution.any()))
                .isEqualTo(new Registration.Reregistered(expected.device()));
        assertStored(expected);
        assertStored(bystander);
        assertThat(registrationsOf(other)).isEqualTo(1);
        assertThat(keys.find(ACME, other.id()).orElseThrow().lastUsedAt()).isEqualTo(LATER);
    }

    @Test
    void ends_the_previous_key_too_when_a_device_s_place_is_taken() {
        SampleDevice sample = SampleDevice.with(key);
        DeviceId id = opened(sample);
        devices.rotateKey(id, sample.build().keyHash(), SampleProvisioningKey.hash(), UNTIL, SampleAttribution.any());

        HashedDevice newcomer = newcomer(id, key).build();
        assertThat(devices.reregister(newcomer, null, SampleAttribution.any()))
                .isInstanceOf(Registration.Reregistered.class);
        assertStored(sample.registeredAt(LATER).hash(newcomer.keyHash()).build());
    }

    @Test
    void takes_what_the_newcomer_says_of_itself() {
        SampleDevice sample = full();
        DeviceId id = opened(sample);

        HashedDevice newcomer = newcomer(id, key)
                .location("roof")
                .type("fan")
                .attributes(Map.of("a", "b"))
                .replayUntil(REPLAY_UNTIL)
                .registeredFrom("203.0.113.8")
                .build();
        assertThat(devices.reregister(newcomer, null, SampleAttribution.any()))
                .isInstanceOf(Registration.Reregistered.class);
        assertStored(sample.location("roof")
                .type("fan")
                .attributes(Map.of("a", "b"))
                .replayUntil(REPLAY_UNTIL)
                .registeredAt(LATER)
                .registeredFrom("203.0.113.8")
                .hash(newcomer.keyHash())
                .build());
    }

    @Test
    void gives_a_device_s_place_away_once() {
        DeviceId id = opened(SampleDevice.with(key));
        assertThat(devices.reregister(newcomer(id, key).build(), null, SampleAttribution.any()))
                .isInstanceOf(Registration.Reregistered.class);
        assertRefused(newcomer(id, key), new Registration.NameTaken());
    }

    @Test
    void gives_no_place_away_whose_window_is_closed_over_or_another_tenant_s() {
        ProvisioningKey ofOther = inserted(SampleProvisioningKey.of("another")).key();
        DeviceId id = registered(SampleDevice.with(key)).device().id();
        assertRefused(newcomer(id, key), new Registration.NameTaken());
        devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any());
        assertRefused(newcomer(id, key).registeredAt(OPEN_UNTIL), new Registration.NameTaken());
        assertRefused(newcomer(id, ofOther), new Registration.NameTaken());
        devices.closeReregistration(ACME, id, SampleAttribution.any());
        assertRefused(newcomer(id, key), new Registration.NameTaken());
        assertThat(registrationsOf(ofOther)).isZero();
        assertThat(registrationsOf(key)).isEqualTo(1);
    }

    @Test
    void gives_no_place_away_to_a_key_that_may_not_register() {
        DeviceId id = opened(SampleDevice.with(key));
        ProvisioningKey usedUp =
                inserted(SampleProvisioningKey.of("acme").limit(1)).key();
        registered(SampleDevice.with(usedUp));
        ProvisioningKey revoked = inserted(SampleProvisioningKey.of("acme")).key();
        keys.revoke(ACME, revoked.id(), KeepingProvisioningKeys.revocation(1, "ada"), SampleAttribution.any());
        ProvisioningKey expired =
                inserted(SampleProvisioningKey.of("acme").expiresAt(LATER)).key();

        assertRefused(newcomer(id, usedUp), new Registration.KeyRefused(ProvisioningKeyStatus.EXHAUSTED));
        assertRefused(newcomer(id, revoked), new Registration.KeyRefused(ProvisioningKeyStatus.REVOKED));
        assertRefused(newcomer(id, expired), new Registration.KeyRefused(ProvisioningKeyStatus.EXPIRED));
        assertRefused(newcomer(id, SampleProvisioningKey.of("acme").build().key()), new Registration.KeyUnknown());
    }

    @Test
    void keeps_the_newcomer_s_attempt_and_forgets_those_of_the_device_before() {
        RegistrationAttempt before = attempt();
        RegistrationAttempt after = attempt();
        DeviceId id = attempted(SampleDevice.with(key).replayUntil(REPLAY_UNTIL), before)
                .device()
                .id();
        devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any());

        HashedDevice newcomer = newcomer(id, key).replayUntil(REPLAY_UNTIL).build();
        assertThat(devices.reregister(newcomer, after, SampleAttribution.any()))
                .isInstanceOf(Registration.Reregistered.class);
        assertThat(found(key, before, Instant.EPOCH)).isEmpty();
        assertThat(found(key, after, Instant.EPOCH))
                .contains(
                        new PastAttempt(after.request(), devices.findHashed(id).orElseThrow()));
        assertThat(devices.reregister(newcomer(id, key).build(), after, SampleAttribution.any()))
                .isEqualTo(new Registration.AttemptedBefore());
    }

    @Test
    void replays_no_registration_of_a_device_whose_place_was_taken_since() {
        RegistrationAttempt before = attempt();
        RegistrationAttempt after = attempt();
        SampleDevice sample = SampleDevice.with(key);
        DeviceId id =
                attempted(sample.replayUntil(REPLAY_UNTIL), before).device().id();
        devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any());
        HashedDevice newcomer = newcomer(id, key).replayUntil(REPLAY_UNTIL).build();
        assertThat(devices.reregister(newcomer, after, SampleAttribution.any()))
                .isInstanceOf(Registration.Reregistered.class);

        assertThat(replayed(before, id, LATER)).isEqualTo(new Registration.AttemptedBefore());
        assertStored(sample.registeredAt(LATER).hash(newcomer.keyHash()).build());
        assertThat(replayed(after, id, LATER)).isEqualTo(new Registration.Registered());
    }

    @Test
    void gives_no_place_away_by_an_attempt_that_registered_another_device() {
        RegistrationAttempt attempt = attempt();
        HashedDevice another = attempted(SampleDevice.with(key).replayUntil(REPLAY_UNTIL), attempt);
        DeviceId id = opened(SampleDevice.with(key));
        HashedDevice before = devices.findHashed(id).orElseThrow();

        assertThat(devices.reregister(newcomer(id, key).build(), attempt, SampleAttribution.any()))
                .isEqualTo(new Registration.AttemptedBefore());
        assertStored(before);
        assertThat(found(key, attempt, Instant.EPOCH)).contains(new PastAttempt(attempt.request(), another));
        assertThat(registrationsOf(key)).isEqualTo(2);
    }

    @Test
    void gives_a_device_s_place_to_one_of_many_that_ask_for_it_at_once() throws Exception {
        List<Stores> instances = instances();
        List<ProvisioningKey> own =
                List.of(key, inserted(SampleProvisioningKey.of("acme")).key());
        for (int round = 0; round < ROUNDS; round++) {
            DeviceId id = opened(SampleDevice.with(key));
            int before = registrationsOf(own.get(0)) + registrationsOf(own.get(1));
            List<HashedDevice> newcomers = List.of(
                    newcomer(id, own.get(0)).build(), newcomer(id, own.get(1)).build());

            List<Boolean> replaced = Race.run(
                    2,
                    thread -> () -> devicesOf(instances, thread)
                                    .reregister(newcomers.get(thread), null, SampleAttribution.any())
                            instanceof Registration.Reregistered);

            assertThat(Collections.frequency(replaced, true)).isEqualTo(1);
            assertThat(devices.findHashed(id).orElseThrow().keyHash())
                    .isEqualTo(newcomers.get(replaced.indexOf(true)).keyHash());
            assertThat(registrationsOf(own.get(0)) + registrationsOf(own.get(1)))
                    .isEqualTo(before + 1);
        }
    }

    private DeviceId opened(SampleDevice sample) {
        DeviceId id = registered(sample).device().id();
        assertThat(devices.openReregistration(ACME, id, OPEN_UNTIL, SampleAttribution.any()))
                .isPresent();
        return id;
    }

    private Registration registeredAgain(ProvisioningKey with, Instant at) {
        return devices.register(
                SampleDevice.with(with).name("PUMP").registeredAt(at).build(), SampleAttribution.any());
    }

    private static SampleDevice newcomer(DeviceId id, ProvisioningKey with) {
        return SampleDevice.with(with).id(id).registeredAt(LATER);
    }

    private void assertRefused(SampleDevice newcomer, Registration expected) {
        HashedDevice before = devices.findHashed(newcomer.build().device().id()).orElseThrow();
        assertThat(devices.reregister(newcomer.build(), null, SampleAttribution.any()))
                .isEqualTo(expected);
        assertStored(before);
    }
}
