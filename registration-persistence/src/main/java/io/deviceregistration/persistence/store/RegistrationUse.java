package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import java.sql.Types;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A provisioning key's use for a registration. */
final class RegistrationUse {

    /**
     * Checks the key and counts its uses in one statement, whose row lock makes registrations on one key take turns. That
     * needs no lock hint and no isolation beyond read committed.
     */
    private static final String COUNT_USE = """
            UPDATE edge_provisioning_keys SET registrations = registrations + :uses,
                last_used_at = CASE WHEN last_used_at > :at THEN last_used_at ELSE :at END
            WHERE id = :key AND tenant_id = :tenant AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > :at)
              AND (max_registrations IS NULL OR registrations <= max_registrations - :uses)
            """;

    private RegistrationUse() {}

    /** @return whether the key may register the device, and this is counted */
    static boolean count(Handle handle, Device device) {
        return count(handle, List.of(device));
    }

    /**
     * @param devices all by the same key, and in the same tenant
     * @return whether the key may register all of them, and this is counted
     */
    static boolean count(Handle handle, List<Device> devices) {
        Device device = Collections.max(devices, Comparator.comparing(Device::registeredAt));
        return handle.createUpdate(COUNT_USE)
                        .bind("uses", devices.size())
                        .bindBySqlType("at", Columns.utc(device.registeredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .bind("key", device.provisioningKey().value())
                        .bind("tenant", device.tenant().value())
                        .execute()
                == 1;
    }

    /** Why the use was not counted. The reasons never go away again, so the answer is still true when it is read. */
    static Registration refusal(Handle handle, Device device) {
        Optional<ProvisioningKey> key =
                JdbiProvisioningKeyStore.find(handle, device.tenant(), device.provisioningKey());
        if (key.isEmpty()) {
            return new Registration.KeyUnknown();
        }
        ProvisioningKeyStatus status = key.get().status(device.registeredAt());
        if (status == ProvisioningKeyStatus.ACTIVE) {
            throw new StorageException("an active provisioning key could not be counted");
        }
        return new Registration.KeyRefused(status);
    }
}
