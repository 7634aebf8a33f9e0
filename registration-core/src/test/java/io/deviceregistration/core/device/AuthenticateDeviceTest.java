package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.device.AuthenticateDevice.Result;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.key.HashCheck;
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
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuthenticateDeviceTest {

    private static final Instant NOW = SampleDevice.REGISTERED_AT.plusSeconds(3600);
    private static final TenantId ACME = new TenantId("acme");

    private final InMemoryStores stores = new InMemoryStores();
    private final DeviceRepository devices = stores.devices();
    private final VersionedHasher hasher = new VersionedHasher();
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    private final MutableClock clock = MutableClock.at(NOW);
    private final PlainKey deviceKey = generator.generate(KeyKind.DEVICE);
    private final DeviceId id = new DeviceId(deviceKey.id());
    private final HashedProvisioningKey provisioningKey =
            SampleProvisioningKey.of("acme").build();
    private final HashedDevice registered = SampleDevice.with(provisioningKey.key())
            .id(id)
            .hash(hasher.hash(deviceKey))
            .build();

    @BeforeEach
    void register_the_device() {
        stores.keys().insert(provisioningKey, SampleAttribution.any());
        devices.register(registered, SampleAttribution.any());
    }

    @Test
    void tells_whose_key_it_is() {
        assertThat(authenticate(deviceKey)).isEqualTo(new Result.Authenticated(registered.device()));
    }

    @Test
    void refuses_a_key_that_is_unknown() {
        assertThat(authenticate(generator.generate(KeyKind.DEVICE))).isEqualTo(new Result.InvalidDeviceKey());
    }

    @Test
    void refuses_a_wrong_secret_and_notes_no_visit() {
        assertThat(authenticate(generator.generate(KeyKind.DEVICE, deviceKey.id())))
                .isEqualTo(new Result.InvalidDeviceKey());
        assertThat(lastSeenAt()).isNull();
    }

    @Test
    void refuses_a_disabled_device_and_notes_no_visit() {
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());

        assertThat(authenticate(deviceKey)).isEqualTo(new Result.DeviceDisabled());
        assertThat(lastSeenAt()).isNull();
    }

    @Test
    void tells_nobody_with_a_wrong_secret_that_a_device_is_disabled() {
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());

        assertThat(authenticate(generator.generate(KeyKind.DEVICE, deviceKey.id())))
                .isEqualTo(new Result.InvalidDeviceKey());
    }

    @Test
    void accepts_a_device_that_is_enabled_again() {
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());
        devices.changeStatus(ACME, id, DeviceStatus.ACTIVE, SampleAttribution.any());

        assertThat(authenticate(deviceKey)).isInstanceOf(Result.Authenticated.class);
    }

    @Test
    void takes_no_provisioning_key() {
        AuthenticateDevice.Command command =
                new AuthenticateDevice.Command(generator.generate(KeyKind.PROVISIONING, deviceKey.id()));

        assertThatIllegalArgumentException().isThrownBy(() -> over(devices).execute(command));
    }

    @Test
    void notes_a_visit_to_the_millisecond() {
        clock.set(NOW.plusNanos(999_999));

        authenticate(deviceKey);

        assertThat(lastSeenAt()).isEqualTo(NOW);
    }

    @Test
    void notes_a_visit_at_most_once_a_minute() {
        authenticate(deviceKey);
        clock.advance(Duration.ofMillis(59_999));
        authenticate(deviceKey);
        assertThat(lastSeenAt()).isEqualTo(NOW);

        clock.advance(Duration.ofMillis(1));
        authenticate(deviceKey);
        assertThat(lastSeenAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void notes_no_visit_while_the_clock_is_behind_the_last_one() {
        authenticate(deviceKey);
        clock.advance(Duration.ofDays(-1));

        assertThat(authenticate(deviceKey)).isInstanceOf(Result.Authenticated.class);
        assertThat(lastSeenAt()).isEqualTo(NOW);
    }

    @Test
    void accepts_a_device_whose_visit_can_not_be_noted() {
        DeviceRepository failing = new ForwardingDeviceRepository(devices) {
            @Override
            public void recordSeen(Map<DeviceId, Instant> seen) {
                throw new StorageUnavailableException("read-only", new IOException());
            }
        };

        assertThat(over(failing).execute(new AuthenticateDevice.Command(deviceKey)))
                .isInstanceOf(Result.Authenticated.class);
        assertThat(lastSeenAt()).isNull();
    }

    @Test
    void renews_an_outdated_hash() {
        hasher.outdateHashes();

        assertThat(authenticate(deviceKey)).isInstanceOf(Result.Authenticated.class);

        assertThat(storedHash()).isNotEqualTo(registered.keyHash());
        assertThat(hasher.check(deviceKey, storedHash())).isEqualTo(HashCheck.MATCH);
    }

    @Test
    void renews_no_hash_for_a_wrong_secret() {
        hasher.outdateHashes();

        authenticate(generator.generate(KeyKind.DEVICE, deviceKey.id()));

        assertThat(storedHash()).isEqualTo(registered.keyHash());
    }

    @Test
    void accepts_a_device_whose_renewed_hash_can_not_be_stored() {
        hasher.outdateHashes();
        DeviceRepository failing = new ForwardingDeviceRepository(devices) {
            @Override
            public void replaceKeyHash(DeviceId device, StoredHash old, StoredHash replacement) {
                throw new StorageException("read-only");
            }
        };

        assertThat(over(failing).execute(new AuthenticateDevice.Command(deviceKey)))
                .isInstanceOf(Result.Authenticated.class);
        assertThat(storedHash()).isEqualTo(registered.keyHash());
    }

    @Test
    void accepts_a_device_whose_renewed_hash_can_not_be_computed() {
        hasher.outdateHashes();
        hasher.overload();

        assertThat(authenticate(deviceKey)).isInstanceOf(Result.Authenticated.class);
        assertThat(storedHash()).isEqualTo(registered.keyHash());
    }

    @Test
    void passes_on_that_the_store_can_not_be_read() {
        DeviceRepository failing = new ForwardingDeviceRepository(devices) {
            @Override
            public Optional<HashedDevice> findHashed(DeviceId device) {
                throw new StorageUnavailableException("down", new IOException());
            }
        };

        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> over(failing).execute(new AuthenticateDevice.Command(deviceKey)));
    }

    private Result authenticate(PlainKey presented) {
        return over(devices).execute(new AuthenticateDevice.Command(presented));
    }

    private AuthenticateDevice over(DeviceRepository repository) {
        return new AuthenticateDevice(repository, new DeviceKeyCheck(repository, hasher, Runnable::run, clock));
    }

    private @Nullable Instant lastSeenAt() {
        return devices.find(ACME, id).orElseThrow().lastSeenAt();
    }

    private StoredHash storedHash() {
        return devices.findHashed(id).orElseThrow().keyHash();
    }
}
