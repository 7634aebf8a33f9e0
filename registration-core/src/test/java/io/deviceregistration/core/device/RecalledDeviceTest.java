package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.AuthenticateDevice.Result;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that are recalled as they were a while ago, when they may have been changed since. */
final class RecalledDeviceTest {

    private static final Instant NOW = SampleDevice.REGISTERED_AT.plusSeconds(3600);
    private static final Instant UNTIL = NOW.plusSeconds(3600);
    private static final TenantId ACME = new TenantId("acme");

    private final InMemoryStores stores = new InMemoryStores();
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    private final MutableClock clock = MutableClock.at(NOW);
    private final PlainKey deviceKey = generator.generate(KeyKind.DEVICE);
    private final DeviceId id = new DeviceId(deviceKey.id());
    private final FakeSecretHasher fake = new FakeSecretHasher();
    private int computed;
    private int looks;
    private @Nullable HashedDevice recalled;

    private final SecretHasher hasher = new SecretHasher() {
        @Override
        public StoredHash hash(PlainKey key) {
            return fake.hash(key);
        }

        @Override
        public HashCheck check(PlainKey key, StoredHash stored) {
            computed++;
            return fake.check(key, stored);
        }
    };

    private final DeviceRepository devices = new ForwardingDeviceRepository(stores.devices()) {
        @Override
        public Optional<HashedDevice> recall(DeviceId which) {
            return Optional.ofNullable(recalled);
        }

        @Override
        public Optional<HashedDevice> findHashed(DeviceId which) {
            looks++;
            return super.findHashed(which);
        }
    };

    @BeforeEach
    void register_and_recall_the_device() {
        HashedProvisioningKey key = SampleProvisioningKey.of("acme").build();
        stores.keys().insert(key, SampleAttribution.any());
        HashedDevice device =
                SampleDevice.with(key.key()).id(id).hash(fake.hash(deviceKey)).build();
        stores.devices().register(device, SampleAttribution.any());
        recalled = device;
    }

    @Test
    void is_accepted_without_a_look_and_its_visit_noted() {
        assertThat(authenticate(deviceKey)).isInstanceOf(Result.Authenticated.class);

        assertThat(looks).isZero();
        assertThat(stores.devices().find(ACME, id).orElseThrow().lastSeenAt()).isEqualTo(NOW);
    }

    @Test
    void refuses_a_wrong_secret_after_a_look_and_computes_it_once() {
        assertThat(authenticate(generator.generate(KeyKind.DEVICE, id.value())))
                .isEqualTo(new Result.InvalidDeviceKey());

        assertThat(looks).isEqualTo(1);
        assertThat(computed).isEqualTo(1);
    }

    @Test
    void accepts_a_key_that_replaced_the_recalled_one() {
        PlainKey fresh = generator.generate(KeyKind.DEVICE, id.value());
        stores.devices().replaceKey(ACME, id, fake.hash(fresh), SampleAttribution.any());

        assertThat(authenticate(fresh)).isInstanceOf(Result.Authenticated.class);
    }

    @Test
    void ends_the_old_key_with_the_first_use_of_the_new_one() {
        PlainKey fresh = generator.generate(KeyKind.DEVICE, id.value());
        StoredHash old = stores.devices().findHashed(id).orElseThrow().keyHash();
        stores.devices().rotateKey(id, old, fake.hash(fresh), UNTIL, SampleAttribution.any());

        assertThat(authenticate(fresh)).isInstanceOf(Result.Authenticated.class);
        assertThat(stores.devices().findHashed(id).orElseThrow().previousKey()).isNull();
    }

    @Test
    void is_looked_at_where_it_is_recalled_as_disabled_or_before_its_first_use() {
        for (HashedDevice other :
                new HashedDevice[] {of(DeviceStatus.DISABLED, null), of(DeviceStatus.ACTIVE, UNTIL)}) {
            recalled = other;
            looks = 0;
            assertThat(authenticate(deviceKey)).isInstanceOf(Result.Authenticated.class);
            assertThat(looks).isEqualTo(1);
        }
    }

    private HashedDevice of(DeviceStatus status, @Nullable Instant replayUntil) {
        HashedProvisioningKey key = SampleProvisioningKey.of("acme").build();
        return SampleDevice.with(key.key())
                .id(id)
                .status(status)
                .replayUntil(replayUntil)
                .hash(fake.hash(deviceKey))
                .build();
    }

    private Result authenticate(PlainKey key) {
        return new AuthenticateDevice(devices, new DeviceKeyCheck(devices, hasher, Runnable::run, clock))
                .execute(new AuthenticateDevice.Command(key));
    }
}
