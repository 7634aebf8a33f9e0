package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.RotateDeviceKey.Result;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RotateDeviceKeyTest {

    private static final TenantId ACME = new TenantId("acme");

    private final InMemoryStores stores = new InMemoryStores();
    private final DeviceRepository devices = stores.devices();
    private final VersionedHasher hasher = new VersionedHasher();
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    private final MutableClock clock = MutableClock.at(SampleDevice.REGISTERED_AT);
    private final PlainKey old = generator.generate(KeyKind.DEVICE);
    private final DeviceId id = new DeviceId(old.id());

    @BeforeEach
    void register_the_device() {
        HashedProvisioningKey key = SampleProvisioningKey.of("acme").build();
        stores.keys().insert(key, SampleAttribution.any());
        devices.register(
                SampleDevice.with(key.key()).id(id).hash(hasher.hash(old)).build(), SampleAttribution.any());
    }

    @Test
    void keeps_the_old_key_until_the_new_one_is_first_used() {
        PlainKey fresh = rotated(old);

        assertThat(accepts(old)).isTrue();
        assertThat(accepts(fresh)).isTrue();
        assertThat(accepts(old)).isFalse();
        assertThat(accepts(fresh)).isTrue();
    }

    @Test
    void keeps_the_old_key_for_24_hours_at_the_most() {
        rotated(old);
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(accepts(old)).isTrue();

        clock.advance(Duration.ofMillis(1));
        assertThat(accepts(old)).isFalse();
        assertThat(rotate(old)).isEqualTo(new Result.InvalidDeviceKey());
    }

    @Test
    void replaces_a_new_key_that_was_never_used() {
        PlainKey lost = rotated(old);
        PlainKey fresh = rotated(old);

        assertThat(accepts(lost)).isFalse();
        assertThat(accepts(old)).isTrue();
        assertThat(accepts(fresh)).isTrue();
    }

    @Test
    void ends_the_key_before_one_that_rotates_itself() {
        PlainKey second = rotated(old);
        PlainKey third = rotated(second);

        assertThat(accepts(old)).isFalse();
        assertThat(accepts(second)).isTrue();
        assertThat(accepts(third)).isTrue();
    }

    @Test
    void notes_that_the_device_was_seen() {
        clock.set(SampleDevice.REGISTERED_AT.plusNanos(999_999));

        rotated(old);

        assertThat(devices.find(ACME, id).orElseThrow().lastSeenAt()).isEqualTo(SampleDevice.REGISTERED_AT);
    }

    @Test
    void notes_no_visit_of_whom_it_refuses() {
        rotate(generator.generate(KeyKind.DEVICE, old.id()));
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());
        rotate(old);

        assertThat(devices.find(ACME, id).orElseThrow().lastSeenAt()).isNull();
    }

    @Test
    void refuses_an_unknown_key_and_a_wrong_secret() {
        assertThat(rotate(generator.generate(KeyKind.DEVICE))).isEqualTo(new Result.InvalidDeviceKey());
        assertThat(rotate(generator.generate(KeyKind.DEVICE, old.id()))).isEqualTo(new Result.InvalidDeviceKey());
        assertThat(accepts(old)).isTrue();
    }

    @Test
    void refuses_a_disabled_device() {
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());

        assertThat(rotate(old)).isEqualTo(new Result.DeviceDisabled());
    }

    @Test
    void refuses_a_device_that_is_disabled_in_between() {
        DeviceRepository disablingFirst = new ForwardingDeviceRepository(devices) {
            @Override
            public boolean rotateKey(
                    DeviceId device, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                changeStatus(ACME, device, DeviceStatus.DISABLED, by);
                return super.rotateKey(device, presented, next, until, by);
            }
        };

        assertThat(over(disablingFirst).execute(new RotateDeviceKey.Command(old)))
                .isEqualTo(new Result.DeviceDisabled());
    }

    @Test
    void refuses_a_key_that_is_replaced_in_between() {
        DeviceRepository replacingFirst = new ForwardingDeviceRepository(devices) {
            @Override
            public boolean rotateKey(
                    DeviceId device, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                replaceKey(ACME, device, SampleProvisioningKey.hash(), by);
                return super.rotateKey(device, presented, next, until, by);
            }
        };

        assertThat(over(replacingFirst).execute(new RotateDeviceKey.Command(old)))
                .isEqualTo(new Result.InvalidDeviceKey());
    }

    @Test
    void rotates_a_key_whose_hash_is_renewed_in_between() {
        DeviceRepository renewingFirst = new ForwardingDeviceRepository(devices) {
            @Override
            public boolean rotateKey(
                    DeviceId device, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                hasher.outdateHashes();
                if (!presented.reveal().contains("$v=2$")) {
                    replaceKeyHash(device, presented, hasher.hash(old));
                }
                return super.rotateKey(device, presented, next, until, by);
            }
        };

        assertThat(over(renewingFirst).execute(new RotateDeviceKey.Command(old)))
                .isInstanceOf(Result.Rotated.class);
    }

    @Test
    void accepts_a_new_key_whose_hash_is_renewed_before_its_first_use_is_noted() {
        PlainKey fresh = rotated(old);
        DeviceRepository renewingFirst = new ForwardingDeviceRepository(devices) {
            @Override
            public boolean confirmKey(DeviceId device, StoredHash current) {
                hasher.outdateHashes();
                if (!current.reveal().contains("$v=2$")) {
                    replaceKeyHash(device, current, hasher.hash(fresh));
                }
                return super.confirmKey(device, current);
            }
        };

        assertThat(authenticating(renewingFirst, fresh)).isInstanceOf(AuthenticateDevice.Result.Authenticated.class);
        assertThat(accepts(old)).isFalse();
    }

    @Test
    void refuses_a_new_key_that_is_replaced_before_its_first_use_is_noted() {
        PlainKey fresh = rotated(old);
        DeviceRepository rotatingFirst = new ForwardingDeviceRepository(devices) {
            @Override
            public boolean confirmKey(DeviceId device, StoredHash current) {
                rotated(old);
                return super.confirmKey(device, current);
            }
        };

        assertThat(authenticating(rotatingFirst, fresh)).isEqualTo(new AuthenticateDevice.Result.InvalidDeviceKey());
        assertThat(accepts(old)).isTrue();
    }

    @Test
    void takes_no_provisioning_key() {
        RotateDeviceKey.Command command =
                new RotateDeviceKey.Command(generator.generate(KeyKind.PROVISIONING, old.id()));

        assertThatIllegalArgumentException().isThrownBy(() -> over(devices).execute(command));
    }

    private Result rotate(PlainKey presented) {
        return over(devices).execute(new RotateDeviceKey.Command(presented));
    }

    private PlainKey rotated(PlainKey presented) {
        Result result = rotate(presented);
        assertThat(result).isInstanceOf(Result.Rotated.class);
        return ((Result.Rotated) result).deviceKey();
    }

    private RotateDeviceKey over(DeviceRepository repository) {
        return new RotateDeviceKey(repository, hasher, generator, SampleAttribution.by(clock), checking(repository));
    }

    private boolean accepts(PlainKey presented) {
        return authenticating(devices, presented) instanceof AuthenticateDevice.Result.Authenticated;
    }

    private AuthenticateDevice.Result authenticating(DeviceRepository repository, PlainKey presented) {
        return new AuthenticateDevice(repository, checking(repository))
                .execute(new AuthenticateDevice.Command(presented));
    }

    private DeviceKeyCheck checking(DeviceRepository repository) {
        return new DeviceKeyCheck(repository, hasher, Runnable::run, clock);
    }
}
