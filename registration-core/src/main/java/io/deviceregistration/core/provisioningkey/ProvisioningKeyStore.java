package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.stereotype.Port;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps provisioning keys.
 *
 * <p>Each call is atomic, durable when it returns, and seen by every call that begins afterwards, in this process or
 * another on the same store. Calls that take a tenant find only that tenant's keys. Times have millisecond precision.
 * Safe for use by any number of threads.
 *
 * <p>A call that takes an attribution keeps an audit event with what it changes, in the same transaction, for {@link
 * io.deviceregistration.core.audit.AuditLog} to show; where nothing is changed, there is none. A second
 * revocation is no change; a label that the key has already is one.
 *
 * <p>Every call may throw {@link io.deviceregistration.core.fault.StorageException}.
 */
@Port
public interface ProvisioningKeyStore {

    /** Adds a key. Its id must be new: a store that has it already throws and changes nothing. */
    void insert(HashedProvisioningKey key, Attribution by);

    Optional<ProvisioningKey> find(TenantId tenant, ProvisioningKeyId id);

    /** The key of whichever tenant, for checking a presented key. */
    Optional<HashedProvisioningKey> findHashed(ProvisioningKeyId id);

    /**
     * A tenant's keys, by creation time and then id, both descending.
     *
     * @param status only keys that have this status at {@code now}; null for all
     */
    Page<ProvisioningKey> list(TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page);

    /** The key under its new label, or nothing if the tenant has no such key. */
    Optional<ProvisioningKey> relabel(TenantId tenant, ProvisioningKeyId id, Label label, Attribution by);

    /**
     * Revokes a key: no registration that begins after this returns uses it. A key that is revoked already keeps its
     * first revocation.
     *
     * @return the revoked key, or nothing if the tenant has no such key
     */
    Optional<ProvisioningKey> revoke(
            TenantId tenant, ProvisioningKeyId id, ProvisioningKey.Revocation revocation, Attribution by);

    /** Puts a new hash of the same key in the old one's place; does nothing if the old one isn't there any more. */
    void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement);
}
