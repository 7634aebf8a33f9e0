package io.deviceregistration.app.benchmark;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.persistence.hashing.HashingSettings;
import io.deviceregistration.persistence.hashing.SecretHashing;
import io.deviceregistration.persistence.store.DatabaseStore;
import io.deviceregistration.persistence.store.StoreSettings;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A device's key as the library checks it, on H2 in memory with the app's default settings. */
public class DeviceKeyBenchmark extends LibraryBenchmark {

    private DatabaseStore store;
    private DatabaseStore withoutRecall;
    private DeviceRegistration remembering;
    private DeviceRegistration forgetful;
    private String key;
    private PlainKey parsed;

    @Setup
    public void register() {
        StoreSettings settings = StoreSettings.of("jdbc:h2:mem:benchmark").withRecall(Duration.ofSeconds(10), 100_000);
        store = DatabaseStore.open(settings);
        store.migrate();
        remembering = registration(store, SecretHashing.create(HashingSettings.defaults()));
        withoutRecall = DatabaseStore.open(StoreSettings.of("jdbc:h2:mem:benchmark"));
        forgetful = registration(
                withoutRecall,
                SecretHashing.create(HashingSettings.builder().maxRemembered(0).build()));
        key = registered(remembering);
        parsed = PlainKey.parse(KeyKind.DEVICE, key).orElseThrow();
    }

    private static DeviceRegistration registration(DatabaseStore store, SecretHasher hasher) {
        return DeviceRegistration.of(store.provisioningKeys(), store.devices(), store.audit(), hasher);
    }

    @TearDown
    public void close() {
        withoutRecall.close();
        store.close();
    }

    private static String registered(DeviceRegistration registration) {
        Administrator administrator = new Administrator(new TenantId("demo"), new Subject("benchmark"));
        CreateProvisioningKey.Result created = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(administrator, new Label("benchmark"), null, null));
        RegisterDevice.Result result = registration
                .registerDevice()
                .execute(new RegisterDevice.Command(
                        created.plainKey(), new DeviceName("gw"), null, null, DeviceAttributes.NONE));
        return ((RegisterDevice.Result.Registered) result).deviceKey().reveal();
    }

    /** What a header holds, read and its checksum compared. */
    @Benchmark
    public PlainKey parse() {
        return PlainKey.parse(KeyKind.DEVICE, key).orElseThrow();
    }

    /** A check of a key that is in the cache. */
    @Benchmark
    public AuthenticateDevice.Result authenticateCached() {
        return remembering.authenticateDevice().execute(new AuthenticateDevice.Command(parsed));
    }

    /** The same from the header's text on. */
    @Benchmark
    public AuthenticateDevice.Result parseAndAuthenticateCached() {
        return remembering.authenticateDevice().execute(new AuthenticateDevice.Command(parse()));
    }

    /** A check that reads the row and computes the hash. */
    @Benchmark
    public AuthenticateDevice.Result authenticateUncached() {
        return forgetful.authenticateDevice().execute(new AuthenticateDevice.Command(parsed));
    }
}
