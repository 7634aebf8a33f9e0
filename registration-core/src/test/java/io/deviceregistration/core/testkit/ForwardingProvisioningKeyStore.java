package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey.Revocation;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes every call on: a base for stores that fail, count or misbehave in one call alone. */
public abstract class ForwardingProvisioningKeyStore implements ProvisioningKeyStore {

    private final ProvisioningKeyStore target;

    protected ForwardingProvisioningKeyStore(ProvisioningKeyStore target) {
        this.target = target;
    }

    @Override
    public void insert(HashedProvisioningKey key, Attribution by) {
        target.insert(key, by);
    }

    @Override
    public Optional<ProvisioningKey> find(TenantId tenant, ProvisioningKeyId id) {
        return target.find(tenant, id);
    }

    @Override
    public Optional<HashedProvisioningKey> findHashed(ProvisioningKeyId id) {
        return target.findHashed(id);
    }

    @Override
    public Page<ProvisioningKey> list(
            TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
        return target.list(tenant, status, now, page);
    }

    @Override
    public Optional<ProvisioningKey> relabel(TenantId tenant, ProvisioningKeyId id, Label label, Attribution by) {
        return target.relabel(tenant, id, label, by);
    }

    @Override
    public Optional<ProvisioningKey> revoke(
            TenantId tenant, ProvisioningKeyId id, Revocation revocation, Attribution by) {
        return target.revoke(tenant, id, revocation, by);
    }

    @Override
    public void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement) {
        target.replaceHash(id, old, replacement);
    }
}
