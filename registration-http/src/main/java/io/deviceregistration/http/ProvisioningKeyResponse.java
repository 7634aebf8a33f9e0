package io.deviceregistration.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.value.Words;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provisioning key as administrators see it.
 *
 * @param key the key itself, in the answer that created it and in no other
 */
record ProvisioningKeyResponse(
        UUID id,
        String label,
        String hint,
        String tenantId,
        String status,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Integer maxRegistrations,
        int registrations,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    static ProvisioningKeyResponse of(ProvisioningKey key, Instant now) {
        return of(key, now, null);
    }

    static ProvisioningKeyResponse of(ProvisioningKey key, Instant now, @Nullable PlainKey plainKey) {
        ProvisioningKey.Revocation revocation = key.revocation();
        return new ProvisioningKeyResponse(
                key.id().value(),
                key.label().value(),
                key.hint(),
                key.tenant().value(),
                Words.of(key.status(now)),
                key.createdAt(),
                key.createdBy().value(),
                key.expiry() == null ? null : key.expiry().at(),
                key.limit() == null ? null : key.limit().value(),
                key.registrations(),
                key.lastUsedAt(),
                revocation == null ? null : revocation.at(),
                revocation == null ? null : revocation.by().value(),
                plainKey == null ? null : plainKey.reveal());
    }

    /** Without the key, which must not reach a log by way of a record's text. */
    @Override
    public String toString() {
        return "ProvisioningKeyResponse[" + id + "]";
    }
}
