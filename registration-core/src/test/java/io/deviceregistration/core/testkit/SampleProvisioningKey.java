package io.deviceregistration.core.testkit;

import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.Expiry;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.RegistrationLimit;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a provisioning key for a test. Unless told otherwise it has a new random id and hash, was created at {@link
 * #CREATED_AT}, never expires, and has no limit and no registrations.
 */
public final class SampleProvisioningKey {

    /** When sample keys were created: a time whose every digit counts. */
    public static final Instant CREATED_AT = Instant.parse("2024-02-29T23:58:57.987Z");

    private final TenantId tenant;
    private ProvisioningKeyId id = new ProvisioningKeyId(UUID.randomUUID());
    private String label = "Building 7";
    private Instant createdAt = CREATED_AT;
    private String createdBy = "ada";
    private @Nullable Expiry expiry;
    private @Nullable RegistrationLimit limit;
    private int registrations;
    private @Nullable Instant lastUsedAt;
    private ProvisioningKey.@Nullable Revocation revocation;
    private StoredHash hash = hash();

    private SampleProvisioningKey(TenantId tenant) {
        this.tenant = tenant;
    }

    public static SampleProvisioningKey of(String tenant) {
        return new SampleProvisioningKey(new TenantId(tenant));
    }

    /** A hash unlike any other, of a scheme that no hasher knows. */
    public static StoredHash hash() {
        return StoredHash.of("$sample$" + UUID.randomUUID());
    }

    public SampleProvisioningKey id(ProvisioningKeyId value) {
        id = value;
        return this;
    }

    public SampleProvisioningKey label(String text) {
        label = text;
        return this;
    }

    public SampleProvisioningKey createdAt(Instant at) {
        createdAt = at;
        return this;
    }

    public SampleProvisioningKey createdBy(String subject) {
        createdBy = subject;
        return this;
    }

    public SampleProvisioningKey expiresAt(Instant at) {
        expiry = new Expiry(at);
        return this;
    }

    public SampleProvisioningKey limit(int registrationsAtMost) {
        limit = new RegistrationLimit(registrationsAtMost);
        return this;
    }

    public SampleProvisioningKey registrations(int count) {
        registrations = count;
        return this;
    }

    public SampleProvisioningKey lastUsedAt(Instant at) {
        lastUsedAt = at;
        return this;
    }

    public SampleProvisioningKey revoked(Instant at, String by) {
        revocation = new ProvisioningKey.Revocation(at, new Subject(by));
        return this;
    }

    public SampleProvisioningKey hash(StoredHash value) {
        hash = value;
        return this;
    }

    public HashedProvisioningKey build() {
        return new HashedProvisioningKey(
                new ProvisioningKey(
                        id,
                        tenant,
                        new Label(label),
                        createdAt,
                        new Subject(createdBy),
                        expiry,
                        limit,
                        registrations,
                        lastUsedAt,
                        revocation),
                hash);
    }
}
