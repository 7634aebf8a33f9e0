package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.DeleteDevice;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.IdempotencyKey;
import io.deviceregistration.core.device.OpenReregistration;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.device.ReregistrationWindow;
import io.deviceregistration.core.device.RotateDeviceKey;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ReadProvisioningKey;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Appliances and an administrator, each at one of two instances of the service that share a database. */
abstract class RacingUseCases {

    static final int ROUNDS = 40;

    static final Administrator ADA = new Administrator(new TenantId("acme"), new Subject("ada"));

    /** A key of {@link #ADA}'s tenant that registers any number of devices. */
    PlainKey provisioningKey;

    /** Writes when devices were seen. */
    private final ExecutorService background = Executors.newSingleThreadExecutor();

    private TestDatabase database;
    private List<DeviceRegistration> instances = List.of();

    abstract TestDatabase newDatabase();

    @BeforeEach
    final void open_two_instances() {
        database = newDatabase();
        instances = List.of(over(database.open()), over(database.open()));
        provisioningKey = newProvisioningKey();
    }

    @AfterEach
    final void close() throws InterruptedException {
        background.shutdown();
        assertThat(background.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        database.close();
    }

    private DeviceRegistration over(DatabaseStore store) {
        return DeviceRegistration.of(
                store.provisioningKeys(),
                store.devices(),
                store.audit(),
                new FakeSecretHasher(),
                Clock.systemUTC(),
                new SecureRandom(),
                background);
    }

    final DeviceRegistration instance(int thread) {
        return instances.get(thread % instances.size());
    }

    final PlainKey newProvisioningKey() {
        return instance(0)
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ADA, new Label("Building 7"), null, null))
                .plainKey();
    }

    static String newName() {
        return "pump " + UUID.randomUUID();
    }

    static IdempotencyKey newIdempotencyKey() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    static RegisterDevice.Command request(PlainKey with, String name, @Nullable IdempotencyKey idempotencyKey) {
        return new RegisterDevice.Command(
                with, new DeviceName(name), null, null, DeviceAttributes.NONE, idempotencyKey, null);
    }

    final RegisterDevice.Result register(int thread, RegisterDevice.Command request) {
        return instance(thread).registerDevice().execute(request);
    }

    final RegisterDevice.Result.Registered registered(RegisterDevice.Command request) {
        return registered(register(0, request));
    }

    static RegisterDevice.Result.Registered registered(RegisterDevice.Result result) {
        assertThat(result).isInstanceOf(RegisterDevice.Result.Registered.class);
        return (RegisterDevice.Result.Registered) result;
    }

    /** The keys that devices were answered. */
    static List<PlainKey> keysIn(List<RegisterDevice.Result> results) {
        return results.stream()
                .filter(RegisterDevice.Result.Registered.class::isInstance)
                .map(result -> registered(result).deviceKey())
                .toList();
    }

    final boolean accepts(int thread, PlainKey deviceKey) {
        return instance(thread).authenticateDevice().execute(new AuthenticateDevice.Command(deviceKey))
                instanceof AuthenticateDevice.Result.Authenticated;
    }

    /** Those of the keys that are accepted, one after the other. */
    final List<PlainKey> acceptedOf(List<PlainKey> deviceKeys) {
        return deviceKeys.stream().filter(key -> accepts(0, key)).toList();
    }

    final Optional<PlainKey> rotate(int thread, PlainKey presented) {
        return instance(thread).rotateDeviceKey().execute(new RotateDeviceKey.Command(presented))
                        instanceof RotateDeviceKey.Result.Rotated rotated
                ? Optional.of(rotated.deviceKey())
                : Optional.empty();
    }

    final boolean delete(int thread, Device device) {
        return instance(thread).deleteDevice().execute(new DeleteDevice.Command(ADA, device.id()));
    }

    final void openReregistration(DeviceId id) {
        assertThat(instance(0)
                        .openReregistration()
                        .execute(new OpenReregistration.Command(ADA, id, ReregistrationWindow.DEFAULT)))
                .isPresent();
    }

    final int countOf(PlainKey one) {
        return instance(0)
                .readProvisioningKey()
                .execute(new ReadProvisioningKey.Command(ADA.tenant(), new ProvisioningKeyId(one.id())))
                .orElseThrow()
                .registrations();
    }

    final long devices() {
        return database.count("SELECT COUNT(*) FROM devices");
    }

    final long attempts() {
        return database.count("SELECT COUNT(*) FROM device_registrations");
    }
}
