package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.tenant.TenantId;
import java.sql.Types;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The window for taking a device's place, and the transaction that does: count the use, then update the device. */
final class DeviceReregistration {

    private static final String OPEN =
            "UPDATE devices SET reregistration_until = :until, replay_until = NULL WHERE id = :id AND tenant_id = :tenant";

    private static final String CLOSE = "UPDATE devices SET reregistration_until = NULL"
            + " WHERE id = :id AND tenant_id = :tenant AND reregistration_until IS NOT NULL";

    /** Closes the window that it needs, so one of several at once finds it open. */
    private static final String REPLACE = """
            UPDATE devices SET key_hash = :hash, previous_key_hash = NULL, previous_key_until = NULL,
                replay_until = :replayUntil, reregistration_until = NULL,
                provisioning_key_id = :key, registered_at = :at, registered_from = :from,
                location = COALESCE(:location, location), type = COALESCE(:type, type),
                attributes = COALESCE(:attributes, attributes)
            WHERE id = :id AND tenant_id = :tenant AND reregistration_until > :at
            """;

    private final Transactions transactions;
    private final Dialect dialect;
    private final AuditTrail trail;

    DeviceReregistration(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.trail = new AuditTrail(dialect);
    }

    /** Within a transaction of the caller's. */
    static boolean open(Handle handle, TenantId tenant, DeviceId id, Instant until) {
        int opened = DeviceChanges.of(handle.createUpdate(OPEN), tenant, id)
                .bindBySqlType("until", Columns.utc(until), Types.TIMESTAMP_WITH_TIMEZONE)
                .execute();
        if (opened == 1) {
            RegistrationAttempts.forget(handle, id);
        }
        return opened == 1;
    }

    /** Within a transaction of the caller's. Whether it was open. */
    static boolean close(Handle handle, TenantId tenant, DeviceId id) {
        return DeviceChanges.of(handle.createUpdate(CLOSE), tenant, id).execute() == 1;
    }

    Registration reregister(HashedDevice hashed, @Nullable RegistrationAttempt attempt, Attribution by) {
        try {
            return transactions.inTransactionOnce(
                    (handle, inDoubt) -> tryToReregister(handle, inDoubt, hashed, attempt, by));
        } catch (DuplicateRowException e) {
            // Only an attempt's row can be there already: the same request came at once, for another name, and was
            // faster.
            return new Registration.AttemptedBefore();
        }
    }

    private Registration tryToReregister(
            Handle handle,
            boolean inDoubt,
            HashedDevice hashed,
            @Nullable RegistrationAttempt attempt,
            Attribution by) {
        Device device = hashed.device();
        boolean counted = RegistrationUse.count(handle, device);
        if (counted && replace(handle, hashed)) {
            RegistrationAttempts.forget(handle, device.id());
            if (attempt != null) {
                RegistrationAttempts.keep(handle, device, attempt);
            }
            Device successor = stored(handle, device);
            trail.add(handle, inDoubt, by, AuditAction.DEVICE_REREGISTERED, successor);
            return new Registration.Reregistered(successor);
        }
        if (counted) {
            handle.rollback();
        }
        // An earlier try that was committed after all has closed the window, and perhaps used the key up.
        if (inDoubt && DeviceInsertion.isStored(handle, hashed)) {
            return new Registration.Reregistered(stored(handle, device));
        }
        if (DeviceInsertion.isKnown(handle, hashed, attempt)) {
            return new Registration.AttemptedBefore();
        }
        return counted ? new Registration.NameTaken() : RegistrationUse.refusal(handle, device);
    }

    private boolean replace(Handle handle, HashedDevice hashed) {
        Device device = hashed.device();
        return DeviceChanges.of(handle.createUpdate(REPLACE), device.tenant(), device.id())
                        .bind("hash", hashed.keyHash().reveal())
                        .bindBySqlType(
                                "replayUntil", Columns.utcOrNull(hashed.replayUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .bind("key", device.provisioningKey().value())
                        .bindBySqlType("at", Columns.utc(device.registeredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .bindBySqlType("from", DeviceChanges.text(device.registeredFrom()), Types.VARCHAR)
                        .bindBySqlType("location", DeviceChanges.text(device.location()), dialect.unicode())
                        .bindBySqlType("type", DeviceChanges.text(device.type()), dialect.unicode())
                        .bindBySqlType("attributes", textUnlessNone(device.attributes()), dialect.unicode())
                        .execute()
                == 1;
    }

    private static @Nullable String textUnlessNone(DeviceAttributes attributes) {
        return attributes.equals(DeviceAttributes.NONE) ? null : AttributesJson.write(attributes);
    }

    private static Device stored(Handle handle, Device device) {
        return JdbiDeviceRepository.find(handle, device.tenant(), device.id()).orElseThrow();
    }
}
