package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's provisioning key as administrators see it: never the key itself, never its hash. Times are in UTC to the
 * millisecond.
 *
 * @param expiry null: never expires
 * @param limit null: registers any number of devices
 * @param registrations how many devices it has registered, deleted ones included
 * @param lastUsedAt when it last registered a device, or null
 * @param revocation when and by whom it was revoked, or null
 */
public record ProvisioningKey(
        ProvisioningKeyId id,
        TenantId tenant,
        Label label,
        Instant createdAt,
        Subject createdBy,
        @Nullable Expiry expiry,
        @Nullable RegistrationLimit limit,
        int registrations,
        @Nullable Instant lastUsedAt,
        @Nullable Revocation revocation) {

    /** When and by whom a key was revoked. */
    public record Revocation(Instant at, Subject by) {}

    /** What lists and logs show of the key. */
    public String hint() {
        return PlainKey.hint(KeyKind.PROVISIONING, id.value());
    }

    /** The status at a time: revoked before expired before exhausted. */
    public ProvisioningKeyStatus status(Instant now) {
        if (revocation != null) {
            return ProvisioningKeyStatus.REVOKED;
        }
        if (expiry != null && expiry.hasCome(now)) {
            return ProvisioningKeyStatus.EXPIRED;
        }
        if (limit != null && registrations >= limit.value()) {
            return ProvisioningKeyStatus.EXHAUSTED;
        }
        return ProvisioningKeyStatus.ACTIVE;
    }
}
