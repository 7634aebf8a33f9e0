package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.device.RegisterDevice.Result;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.ForwardingProvisioningKeyStore;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RegisterDeviceTest {

    private static final Instant NOW = SampleProvisioningKey.CREATED_AT.plusSeconds(60);
    private static final TenantId ACME = new TenantId("acme");

    private final InMemoryStores stores = new InMemoryStores();
    private final ProvisioningKeyStore keys = stores.keys();
    private final DeviceRepository devices = stores.devices();
    private final VersionedHasher hasher = new VersionedHasher();
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    private final MutableClock clock = MutableClock.at(NOW);
    private final PlainKey plainKey = generator.generate(KeyKind.PROVISIONING);
    private final ProvisioningKeyId keyId = new ProvisioningKeyId(plainKey.id());

    @Test
    void registers_a_device_with_the_tenant_of_the_key() {
        inserted(key());
        clock.set(NOW.plusNanos(999_999));
        RegisterDevice.Command command = new RegisterDevice.Command(
                plainKey,
                new DeviceName("pump"),
                new Location("Hall 3"),
                new DeviceType("gateway"),
                DeviceAttributes.of(Map.of("serial", "0042")));

        Result.Registered registered = registered(over(keys, devices).execute(command));

        assertThat(registered.device())
                .isEqualTo(new Device(
                        new DeviceId(registered.deviceKey().id()),
                        ACME,
                        new DeviceName("pump"),
                        new Location("Hall 3"),
                        new DeviceType("gateway"),
                        DeviceAttributes.of(Map.of("serial", "0042")),
                        DeviceStatus.ACTIVE,
                        keyId,
                        NOW,
                        null));
        assertThat(devices.find(ACME, registered.device().id())).contains(registered.device());
    }

    @Test
    void gives_the_device_a_key_of_its_own_and_stores_its_hash_alone() {
        inserted(key());

        Result.Registered registered = registered(register("pump"));

        assertThat(registered.deviceKey().kind()).isEqualTo(KeyKind.DEVICE);
        StoredHash stored =
                devices.findHashed(registered.device().id()).orElseThrow().keyHash();
        assertThat(hasher.check(registered.deviceKey(), stored)).isEqualTo(HashCheck.MATCH);
        assertThat(registered.toString())
                .doesNotContain(registered.deviceKey().reveal().substring(30, 82));
    }

    @Test
    void counts_the_registration() {
        inserted(key().registrations(4));

        registered(register("pump"));

        assertThat(storedKey().registrations()).isEqualTo(5);
        assertThat(storedKey().lastUsedAt()).isEqualTo(NOW);
    }

    @Test
    void registers_a_device_that_says_nothing_but_its_name() {
        inserted(key());

        Device device = registered(register("pump")).device();

        assertThat(device.location()).isNull();
        assertThat(device.type()).isNull();
        assertThat(device.attributes()).isEqualTo(DeviceAttributes.NONE);
    }

    @Test
    void refuses_a_key_that_is_unknown() {
        assertThat(register("pump")).isEqualTo(new Result.InvalidProvisioningKey());
        assertNothingRegistered();
    }

    @Test
    void refuses_a_wrong_secret() {
        inserted(key().hash(hasher.hash(generator.generate(KeyKind.PROVISIONING, plainKey.id()))));

        assertThat(register("pump")).isEqualTo(new Result.InvalidProvisioningKey());
        assertNothingRegistered();
        assertThat(storedKey().registrations()).isZero();
    }

    @Test
    void tells_nobody_with_a_wrong_secret_what_became_of_the_key() {
        inserted(key().revoked(NOW, "ada").hash(hasher.hash(generator.generate(KeyKind.PROVISIONING, plainKey.id()))));

        assertThat(register("pump")).isEqualTo(new Result.InvalidProvisioningKey());
    }

    @Test
    void refuses_a_revoked_key() {
        inserted(key().revoked(NOW, "ada"));

        assertRefused(ProvisioningKeyStatus.REVOKED);
    }

    @Test
    void refuses_a_key_from_the_moment_it_expires() {
        inserted(key().expiresAt(NOW));

        assertRefused(ProvisioningKeyStatus.EXPIRED);
    }

    @Test
    void takes_a_key_until_the_moment_it_expires() {
        inserted(key().expiresAt(NOW.plusMillis(1)));
        clock.set(NOW.plusNanos(999_999));

        registered(register("pump"));
    }

    @Test
    void refuses_a_key_that_has_registered_as_many_as_it_may() {
        inserted(key().limit(1));
        registered(register("pump"));

        assertThat(register("fan")).isEqualTo(new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.EXHAUSTED));
        assertThat(registeredDevices()).isEqualTo(1);
        assertThat(storedKey().registrations()).isEqualTo(1);
    }

    @Test
    void refuses_a_name_that_is_taken() {
        inserted(key());
        registered(register("pump"));

        assertThat(register("PUMP")).isEqualTo(new Result.DeviceNameTaken());
        assertThat(registeredDevices()).isEqualTo(1);
        assertThat(storedKey().registrations()).isEqualTo(1);
    }

    @Test
    void honours_a_revocation_that_comes_between_check_and_registration() {
        inserted(key());
        DeviceRepository revokingFirst = new ForwardingDeviceRepository(devices) {
            @Override
            public Registration register(HashedDevice device, Attribution by) {
                keys.revoke(
                        ACME, keyId, new ProvisioningKey.Revocation(NOW, new Subject("ada")), SampleAttribution.any());
                return super.register(device, by);
            }
        };

        assertThat(over(keys, revokingFirst).execute(command("pump")))
                .isEqualTo(new Result.ProvisioningKeyRefused(ProvisioningKeyStatus.REVOKED));
        assertNothingRegistered();
    }

    @Test
    void refuses_a_key_that_is_gone_by_the_time_of_the_registration() {
        inserted(key());
        DeviceRepository ofAnotherStore = new InMemoryStores().devices();

        assertThat(over(keys, ofAnotherStore).execute(command("pump"))).isEqualTo(new Result.InvalidProvisioningKey());
    }

    @Test
    void takes_no_device_key() {
        RegisterDevice.Command command = new RegisterDevice.Command(
                generator.generate(KeyKind.DEVICE), new DeviceName("pump"), null, null, DeviceAttributes.NONE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> over(keys, devices).execute(command));
    }

    @Test
    void renews_an_outdated_hash_of_the_key() {
        HashedProvisioningKey before = inserted(key());
        hasher.outdateHashes();

        registered(register("pump"));

        StoredHash renewed = keys.findHashed(keyId).orElseThrow().hash();
        assertThat(renewed).isNotEqualTo(before.hash());
        assertThat(hasher.check(plainKey, renewed)).isEqualTo(HashCheck.MATCH);
    }

    @Test
    void registers_though_the_renewed_hash_can_not_be_stored() {
        HashedProvisioningKey before = inserted(key());
        hasher.outdateHashes();
        ProvisioningKeyStore failing = new ForwardingProvisioningKeyStore(keys) {
            @Override
            public void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement) {
                throw new StorageException("read-only");
            }
        };

        registered(over(failing, devices).execute(command("pump")));

        assertThat(keys.findHashed(keyId).orElseThrow().hash()).isEqualTo(before.hash());
    }

    @Test
    void leaves_nothing_behind_if_the_device_key_can_not_be_hashed() {
        inserted(key());
        hasher.overload();

        assertThatExceptionOfType(HashingOverloadedException.class).isThrownBy(() -> register("pump"));
        assertNothingRegistered();
        assertThat(storedKey().registrations()).isZero();
    }

    /** Its first call was done and its answer lost, and the same request came again and was faster. */
    @Test
    void repeats_its_own_registration_under_an_event_of_its_own() {
        inserted(key());
        DeviceRepository losingTheAnswer = new ForwardingDeviceRepository(devices) {
            @Override
            public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
                super.register(device, attempt, by);
                super.replay(
                        keyId,
                        attempt.idempotencyKey(),
                        device.device().id(),
                        SampleProvisioningKey.hash(),
                        SampleAttribution.at(NOW));
                return new Registration.AttemptedBefore();
            }
        };
        RegisterDevice.Command command = new RegisterDevice.Command(
                plainKey,
                new DeviceName("pump"),
                null,
                null,
                DeviceAttributes.NONE,
                new IdempotencyKey("an-attempt-of-somebody"),
                null);

        UUID device = registered(over(keys, losingTheAnswer).execute(command))
                .device()
                .id()
                .value();

        assertThat(stores.audit()
                        .list(ACME, new AuditFilter(device, null), PageRequest.first(10))
                        .items())
                .hasSize(3)
                .extracting(AuditEvent::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void passes_on_that_the_store_failed() {
        inserted(key());
        DeviceRepository failing = new ForwardingDeviceRepository(devices) {
            @Override
            public Registration register(HashedDevice device, Attribution by) {
                throw new StorageException("full");
            }
        };

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> over(keys, failing).execute(command("pump")));
    }

    private SampleProvisioningKey key() {
        return SampleProvisioningKey.of("acme").id(keyId).hash(hasher.hash(plainKey));
    }

    private HashedProvisioningKey inserted(SampleProvisioningKey sample) {
        HashedProvisioningKey key = sample.build();
        keys.insert(key, SampleAttribution.any());
        return key;
    }

    private RegisterDevice over(ProvisioningKeyStore keyStore, DeviceRepository repository) {
        return new RegisterDevice(keyStore, repository, hasher, generator, SampleAttribution.by(clock));
    }

    private RegisterDevice.Command command(String name) {
        return new RegisterDevice.Command(plainKey, new DeviceName(name), null, null, DeviceAttributes.NONE);
    }

    private Result register(String name) {
        return over(keys, devices).execute(command(name));
    }

    private static Result.Registered registered(Result result) {
        assertThat(result).isInstanceOf(Result.Registered.class);
        return (Result.Registered) result;
    }

    private ProvisioningKey storedKey() {
        return keys.find(ACME, keyId).orElseThrow();
    }

    private void assertRefused(ProvisioningKeyStatus status) {
        ProvisioningKey before = storedKey();

        assertThat(register("pump")).isEqualTo(new Result.ProvisioningKeyRefused(status));
        assertNothingRegistered();
        assertThat(storedKey()).isEqualTo(before);
    }

    private void assertNothingRegistered() {
        assertThat(registeredDevices()).isZero();
    }

    private int registeredDevices() {
        return devices.list(ACME, DeviceFilter.ALL, PageRequest.first(10))
                .items()
                .size();
    }
}
