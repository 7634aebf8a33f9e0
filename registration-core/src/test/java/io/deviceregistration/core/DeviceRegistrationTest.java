package io.deviceregistration.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.RegisterDevice;
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
import io.deviceregistration.core.testkit.InMemoryStores;
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
