package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.RegisterDevice.Result;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The use cases over a store in memory that has one provisioning key, for tests of what appliances get of them. */
abstract class RegisteringAppliances {

    static final Instant NOW = SampleProvisioningKey.CREATED_AT.plusSeconds(60);
    static final Administrator ADA = new Administrator(new TenantId("acme"), new Subject("ada"));

    final InMemoryStores stores = new InMemoryStores();
    final VersionedHasher hasher = new VersionedHasher();
    final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    final MutableClock clock = MutableClock.at(NOW);
    final DeviceRegistration useCases = over(stores.devices());
    final PlainKey plainKey = inserted(SampleProvisioningKey.of("acme"));

    final DeviceRegistration over(DeviceRepository devices) {
        return DeviceRegistration.of(
                stores.keys(), devices, stores.audit(), hasher, clock, new SecureRandom(), Runnable::run);
    }

    final PlainKey inserted(SampleProvisioningKey sample) {
        PlainKey key = generator.generate(KeyKind.PROVISIONING);
        stores.keys()
                .insert(
                        sample.id(new ProvisioningKeyId(key.id()))
                                .hash(hasher.hash(key))
                                .build(),
                        SampleAttribution.any());
        return key;
    }

    static RegisterDevice.Command command(PlainKey with, String name, @Nullable IdempotencyKey attempt) {
        return new RegisterDevice.Command(with, new DeviceName(name), null, null, DeviceAttributes.NONE, attempt, null);
    }

    static Result.Registered registered(Result result) {
        assertThat(result).isInstanceOf(Result.Registered.class);
        return (Result.Registered) result;
    }

    final boolean accepts(PlainKey deviceKey) {
        return useCases.authenticateDevice().execute(new AuthenticateDevice.Command(deviceKey))
                instanceof AuthenticateDevice.Result.Authenticated;
    }

    final int registrations(PlainKey of) {
        return stores.keys()
                .findHashed(new ProvisioningKeyId(of.id()))
                .orElseThrow()
                .key()
                .registrations();
    }
}
