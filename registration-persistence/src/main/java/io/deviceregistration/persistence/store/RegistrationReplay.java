package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.value.Sha256;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The transaction that repeats a registration: check the provisioning key again, then replace the device's lost key. */
final class RegistrationReplay {

    /** Locks the key's row, so that a revocation comes before or after all of the replay. */
    private static final String NOTE_USE = """
            UPDATE edge_provisioning_keys
            SET last_used_at = CASE WHEN last_used_at > :at THEN last_used_at ELSE :at END
            WHERE id = :key AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :at)
            """;

    /**
     * Looks for the attempt again: if the device's place was taken since, by the same provisioning key, it is gone. It
     * can't go meanwhile, for who takes the place by the same key waits for its row, and by another one changes the device.
     */
    private static final String REPLACE_LOST_KEY = """
            UPDATE devices SET key_hash = :replacement
            WHERE id = :id AND provisioning_key_id = :key AND replay_until > :at
              AND EXISTS (SELECT 1 FROM device_registrations
                WHERE provisioning_key_id = :key AND idempotency_key_hash = :idempotencyKey AND device_id = :id)
            """;

    private RegistrationReplay() {}

    static Registration replay(
            Handle handle,
            ProvisioningKeyId key,
            Sha256 idempotencyKey,
            DeviceId id,
            StoredHash replacement,
            Instant at) {
        int noted = handle.createUpdate(NOTE_USE)
                .bind("key", key.value())
                .bindBySqlType("at", Columns.utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .execute();
        if (noted == 0) {
            return refusal(handle, key, at);
        }
        int replaced = handle.createUpdate(REPLACE_LOST_KEY)
                .bind("replacement", replacement.reveal())
                .bind("id", id.value())
                .bind("key", key.value())
                .bind("idempotencyKey", idempotencyKey.hex())
                .bindBySqlType("at", Columns.utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .execute();
        return replaced == 1 ? new Registration.Registered() : new Registration.AttemptedBefore();
    }

    private static Registration refusal(Handle handle, ProvisioningKeyId id, Instant at) {
        Optional<ProvisioningKey> key =
                JdbiProvisioningKeyStore.findHashed(handle, id).map(HashedProvisioningKey::key);
        if (key.isEmpty()) {
            return new Registration.KeyUnknown();
        }
        ProvisioningKeyStatus status = key.get().status(at);
        if (status != ProvisioningKeyStatus.REVOKED && status != ProvisioningKeyStatus.EXPIRED) {
            throw new StorageException("a provisioning key that may replay could not be locked");
        }
        return new Registration.KeyRefused(status);
    }
}
