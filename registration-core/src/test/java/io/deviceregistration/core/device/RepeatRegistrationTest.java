package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.RegisterDevice.Result;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.RevokeProvisioningKey;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link RegisterDevice} makes of a request that may be one it has had before. */
final class RepeatRegistrationTest extends RegisteringAppliances {

    private final IdempotencyKey idempotencyKey =
            new IdempotencyKey(UUID.randomUUID().toString());

    @Test
    void gives_the_same_device_a_fresh_key_and_counts_it_once() {
        Result.Registered lost = registered(register("pump"));
        clock.advance(RegistrationAttempt.LIFETIME.minusMillis(1));
        Result.Registered again = registered(register("pump"));

        assertThat(again.device()).isEqualTo(lost.device());
        assertThat(again.deviceKey()).isNotEqualTo(lost.deviceKey());
        assertThat(accepts(lost.deviceKey())).isFalse();
        assertThat(accepts(again.deviceKey())).isTrue();
        assertThat(registrations(plainKey)).isEqualTo(1);
        assertThat(devices()).isEqualTo(1);
    }

    @Test
    void repeats_as_often_as_answers_are_lost() {
        Result.Registered first = registered(register("pump"));
        Result.Registered second = registered(register("pump"));
        Result.Registered third = registered(register("pump"));

        assertThat(third.device()).isEqualTo(first.device());
        assertThat(accepts(first.deviceKey())).isFalse();
        assertThat(accepts(second.deviceKey())).isFalse();
        assertThat(accepts(third.deviceKey())).isTrue();
    }

    @Test
    void repeats_no_other_request() {
        Result.Registered first = registered(register("pump"));

        assertThat(register("fan")).isEqualTo(new Result.IdempotencyKeyReused());
        assertThat(register("PUMP")).isEqualTo(new Result.IdempotencyKeyReused());
        assertThat(useCases.registerDevice()
                        .execute(new RegisterDevice.Command(
                                plainKey,
                                new DeviceName("pump"),
                                null,
                                null,
                                DeviceAttributes.of(Map.of("a", "b")),
                                idempotencyKey,
                                null)))
                .isEqualTo(new Result.IdempotencyKeyReused());
        assertThat(accepts(first.deviceKey())).isTrue();
        assertThat(devices()).isEqualTo(1);
    }

    @Test
    void tells_that_the_request_is_another_even_when_the_key_was_used() {
        accepts(registered(register("pump")).deviceKey());

        assertThat(register("fan")).isEqualTo(new Result.IdempotencyKeyReused());
    }

    @Test
    void repeats_nothing_once_the_device_key_was_used() {
        Result.Registered first = registered(register("pump"));
        assertThat(accepts(first.deviceKey())).isTrue();

        assertThat(register("pump")).isEqualTo(new Result.AlreadyRegistered());
        assertThat(accepts(first.deviceKey())).isTrue();
    }

    @Test
    void repeats_nothing_once_the_device_key_was_rotated() {
        Result.Registered first = registered(register("pump"));
        useCases.rotateDeviceKey().execute(new RotateDeviceKey.Command(first.deviceKey()));

        assertThat(register("pump")).isEqualTo(new Result.AlreadyRegistered());
        assertThat(accepts(first.deviceKey())).isTrue();
    }

    @Test
    void repeats_nothing_once_an_administrator_replaced_the_device_key() {
        Result.Registered first = registered(register("pump"));
        PlainKey replaced = useCases.replaceDeviceKey()
                .execute(new ReplaceDeviceKey.Command(ADA, first.device().id()))
                .orElseThrow();

        assertThat(register("pump")).isEqualTo(new Result.AlreadyRegistered());
        assertThat(accepts(replaced)).isTrue();
    }

    @Test
    void takes_a_request_for_a_new_one_after_24_hours() {
        Result.Registered first = registered(register("pump"));
        clock.advance(RegistrationAttempt.LIFETIME);

        assertThat(register("pump")).isEqualTo(new Result.DeviceNameTaken());
        assertThat(registered(register("fan")).device().id())
                .isNotEqualTo(first.device().id());
        assertThat(accepts(first.deviceKey())).isTrue();
        assertThat(registrations(plainKey)).isEqualTo(2);
    }

    @Test
    void registers_anew_what_was_deleted_in_between() {
        Result.Registered first = registered(register("pump"));
        useCases.deleteDevice()
                .execute(new DeleteDevice.Command(ADA, first.device().id()));

        assertThat(registered(register("pump")).device().id())
                .isNotEqualTo(first.device().id());
        assertThat(registrations(plainKey)).isEqualTo(2);
    }

    @Test
    void repeats_nothing_by_a_revoked_key() {
        Result.Registered first = registered(register("pump"));
        revoke();

        assertThat(register("pump")).isEqualTo(new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.REVOKED));
        assertThat(accepts(first.deviceKey())).isTrue();
    }

    @Test
    void repeats_nothing_by_a_key_that_is_revoked_between_look_and_replay() {
        Result.Registered first = registered(register("pump"));
        DeviceRepository revokingFirst = new ForwardingDeviceRepository(stores.devices()) {
            @Override
            public Registration replay(
                    ProvisioningKeyId key, Sha256 attempt, DeviceId id, StoredHash replacement, Attribution by) {
                revoke();
                return super.replay(key, attempt, id, replacement, by);
            }
        };

        assertThat(over(revokingFirst).registerDevice().execute(command(plainKey, "pump", idempotencyKey)))
                .isEqualTo(new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.REVOKED));
        assertThat(accepts(first.deviceKey())).isTrue();
    }

    @Test
    void repeats_nothing_by_an_expired_key() {
        PlainKey expiring = inserted(SampleProvisioningKey.of("acme").expiresAt(NOW.plusSeconds(1)));
        registered(register(expiring, "pump"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(register(expiring, "pump"))
                .isEqualTo(new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.EXPIRED));
    }

    @Test
    void repeats_what_used_the_key_up_but_registers_nothing_else_by_it() {
        PlainKey limited = inserted(SampleProvisioningKey.of("acme").limit(1));
        Result.Registered first = registered(register(limited, "pump"));

        assertThat(registered(register(limited, "pump")).device()).isEqualTo(first.device());
        assertThat(register(limited, "fan")).isEqualTo(new Result.IdempotencyKeyReused());
        assertThat(useCases.registerDevice().execute(command(limited, "fan", null)))
                .isEqualTo(new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.EXHAUSTED));
        assertThat(registrations(limited)).isEqualTo(1);
    }

    @Test
    void shares_no_idempotency_key_between_two_provisioning_keys() {
        PlainKey other = inserted(SampleProvisioningKey.of("acme"));
        PlainKey ofAnotherTenant = inserted(SampleProvisioningKey.of("globex"));
        Result.Registered first = registered(register("pump"));

        assertThat(register(other, "pump")).isEqualTo(new Result.DeviceNameTaken());
        assertThat(registered(register(other, "fan")).device().id())
                .isNotEqualTo(first.device().id());
        assertThat(registered(register(ofAnotherTenant, "pump")).device().id())
                .isNotEqualTo(first.device().id());
        assertThat(accepts(first.deviceKey())).isTrue();
    }

    @Test
    void tells_nobody_with_a_wrong_secret_that_a_request_was_made() {
        registered(register("pump"));

        assertThat(register(generator.generate(KeyKind.PROVISIONING, plainKey.id()), "pump"))
                .isEqualTo(new Result.InvalidProvisioningKey());
    }

    @Test
    void repeats_a_request_that_came_at_once_and_was_faster() {
        DeviceRepository otherFirst = new ForwardingDeviceRepository(stores.devices()) {
            @Override
            public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
                useCases.registerDevice().execute(command(plainKey, "pump", idempotencyKey));
                return super.register(device, attempt, by);
            }
        };

        PlainKey key = registered(over(otherFirst).registerDevice().execute(command(plainKey, "pump", idempotencyKey)))
                .deviceKey();

        assertThat(accepts(key)).isTrue();
        assertThat(devices()).isEqualTo(1);
        assertThat(registrations(plainKey)).isEqualTo(1);
    }

    @Test
    void repeats_nothing_if_the_lost_key_is_used_between_look_and_replay() {
        Result.Registered first = registered(register("pump"));
        DeviceRepository usedFirst = new ForwardingDeviceRepository(stores.devices()) {
            @Override
            public Registration replay(
                    ProvisioningKeyId key, Sha256 attempt, DeviceId id, StoredHash replacement, Attribution by) {
                assertThat(accepts(first.deviceKey())).isTrue();
                return super.replay(key, attempt, id, replacement, by);
            }
        };

        assertThat(over(usedFirst).registerDevice().execute(command(plainKey, "pump", idempotencyKey)))
                .isEqualTo(new Result.AlreadyRegistered());
        assertThat(accepts(first.deviceKey())).isTrue();
    }

    private Result register(String name) {
        return register(plainKey, name);
    }

    private Result register(PlainKey with, String name) {
        return useCases.registerDevice().execute(command(with, name, idempotencyKey));
    }

    private void revoke() {
        Optional<ProvisioningKey> revoked = useCases.revokeProvisioningKey()
                .execute(new RevokeProvisioningKey.Command(ADA, new ProvisioningKeyId(plainKey.id())));
        assertThat(revoked).isPresent();
    }

    private int devices() {
        return stores.devices()
                .list(ADA.tenant(), DeviceFilter.ALL, PageRequest.first(10))
                .items()
                .size();
    }
}
