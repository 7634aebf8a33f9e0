package io.deviceregistration.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.device.RotateDeviceKey;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.RevokeProvisioningKey;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.InMemoryStores;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DeviceRegistrationTest {

    private static final Administrator ADA = new Administrator(new TenantId("acme"), new Subject("ada"));

    @Test
    void takes_a_device_from_its_provisioning_key_to_its_own() {
        InMemoryStores stores = new InMemoryStores();
        DeviceRegistration registration =
                DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new Revealing());

        var created = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ADA, new Label("Building 7"), null, null));
        var registered = (RegisterDevice.Result.Registered)
                registration.registerDevice().execute(registering("pump", created.plainKey()));
        registration
                .revokeProvisioningKey()
                .execute(new RevokeProvisioningKey.Command(ADA, created.key().id()));

        assertThat(registration.registerDevice().execute(registering("fan", created.plainKey())))
                .isEqualTo(new RegisterDevice.Result.ProvisioningKeyRefused(ProvisioningKeyStatus.REVOKED));
        assertThat(registration.authenticateDevice().execute(new AuthenticateDevice.Command(registered.deviceKey())))
                .isEqualTo(new AuthenticateDevice.Result.Authenticated(registered.device()));
    }

    @Test
    void holds_up_no_device_while_the_store_is_slow_to_note_that_it_was_seen() throws Exception {
        InMemoryStores stores = new InMemoryStores();
        CountDownLatch slow = new CountDownLatch(1);
        CompletableFuture<Thread> writer = new CompletableFuture<>();
        DeviceRepository devices = new ForwardingDeviceRepository(stores.devices()) {
            @Override
            public void recordSeen(Map<DeviceId, Instant> seen) {
                try {
                    assertThat(slow.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.recordSeen(seen);
                writer.complete(Thread.currentThread());
            }
        };
        DeviceRegistration registration =
                DeviceRegistration.of(stores.keys(), devices, stores.audit(), new Revealing());
        var created = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ADA, new Label("Building 7"), null, null));
        var registered = (RegisterDevice.Result.Registered)
                registration.registerDevice().execute(registering("pump", created.plainKey()));

        for (int call = 0; call < 100; call++) {
            assertThat(registration
                            .authenticateDevice()
                            .execute(new AuthenticateDevice.Command(registered.deviceKey())))
                    .isInstanceOf(AuthenticateDevice.Result.Authenticated.class);
        }
        assertThat(registration.rotateDeviceKey().execute(new RotateDeviceKey.Command(registered.deviceKey())))
                .isInstanceOf(RotateDeviceKey.Result.Rotated.class);

        assertThat(stores.devices().find(ADA.tenant(), registered.device().id()))
                .contains(registered.device());
        slow.countDown();
        assertThat(writer.get(60, TimeUnit.SECONDS).isDaemon()).isTrue();
        assertThat(stores.devices()
                        .find(ADA.tenant(), registered.device().id())
                        .orElseThrow()
                        .lastSeenAt())
                .isNotNull();
    }

    @Test
    void writes_in_the_background_it_is_given() {
        InMemoryStores stores = new InMemoryStores();
        Queue<Runnable> background = new ArrayDeque<>();
        DeviceRegistration registration = DeviceRegistration.of(
                stores.keys(),
                stores.devices(),
                stores.audit(),
                new Revealing(),
                Clock.systemUTC(),
                new SecureRandom(),
                background::add);
        var created = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ADA, new Label("Building 7"), null, null));
        var registered = (RegisterDevice.Result.Registered)
                registration.registerDevice().execute(registering("pump", created.plainKey()));

        registration.authenticateDevice().execute(new AuthenticateDevice.Command(registered.deviceKey()));
        registration.rotateDeviceKey().execute(new RotateDeviceKey.Command(registered.deviceKey()));

        assertThat(background).as("one task of all use cases").hasSize(1);
    }

    private static RegisterDevice.Command registering(String name, PlainKey with) {
        return new RegisterDevice.Command(with, new DeviceName(name), null, null, DeviceAttributes.NONE);
    }

    /** Keeps keys as they are, which only a test may. */
    private static final class Revealing implements SecretHasher {

        @Override
        public StoredHash hash(PlainKey key) {
            return StoredHash.of("$plain$" + key.reveal());
        }

        @Override
        public HashCheck check(PlainKey key, StoredHash stored) {
            return hash(key).equals(stored) ? HashCheck.MATCH : HashCheck.MISMATCH;
        }
    }
}
