package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The provisioning keys of {@link InMemoryStores}. */
public final class InMemoryProvisioningKeyStore implements ProvisioningKeyStore {

    private final InMemoryStores stores;

    InMemoryProvisioningKeyStore(InMemoryStores stores) {
        this.stores = stores;
    }

    @Override
    public void insert(HashedProvisioningKey key, Attribution by) {
        synchronized (stores.lock) {
            if (stores.keys.putIfAbsent(key.key().id(), key) != null) {
                throw new StorageException("there is a provisioning key with this id already");
            }
            stores.record(by, AuditAction.PROVISIONING_KEY_CREATED, key.key());
        }
    }

    @Override
    public Optional<ProvisioningKey> find(TenantId tenant, ProvisioningKeyId id) {
        return findHashed(id)
                .map(HashedProvisioningKey::key)
                .filter(key -> key.tenant().equals(tenant));
    }

    @Override
    public Optional<HashedProvisioningKey> findHashed(ProvisioningKeyId id) {
        synchronized (stores.lock) {
            return Optional.ofNullable(stores.keys.get(id));
        }
    }

    @Override
    public Page<ProvisioningKey> list(
            TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
        synchronized (stores.lock) {
            return InMemoryStores.page(
                    stores.keys.values().stream()
                            .map(HashedProvisioningKey::key)
                            .filter(key -> key.tenant().equals(tenant))
                            .filter(key -> status == null || key.status(now) == status),
                    page,
                    key -> new Position(key.createdAt(), key.id().value()));
        }
    }

    @Override
    public Optional<ProvisioningKey> relabel(TenantId tenant, ProvisioningKeyId id, Label label, Attribution by) {
        return change(
                tenant,
                id,
                by,
                AuditAction.PROVISIONING_KEY_RELABELLED,
                key -> new ProvisioningKey(
                        key.id(),
                        key.tenant(),
                        label,
                        key.createdAt(),
                        key.createdBy(),
                        key.expiry(),
                        key.limit(),
                        key.registrations(),
                        key.lastUsedAt(),
                        key.revocation()));
    }

    @Override
    public Optional<ProvisioningKey> revoke(
            TenantId tenant, ProvisioningKeyId id, Revocation revocation, Attribution by) {
        return change(
                tenant,
                id,
                by,
                AuditAction.PROVISIONING_KEY_REVOKED,
                key -> key.revocation() != null
                        ? key
                        : new ProvisioningKey(
                                key.id(),
                                key.tenant(),
                                key.label(),
                                key.createdAt(),
                                key.createdBy(),
                                key.expiry(),
                                key.limit(),
                                key.registrations(),
                                key.lastUsedAt(),
                                revocation));
    }

    @Override
    public void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement) {
        synchronized (stores.lock) {
            stores.keys.computeIfPresent(
                    id,
                    (same, stored) ->
                            stored.hash().equals(old) ? new HashedProvisioningKey(stored.key(), replacement) : stored);
        }
    }

    private Optional<ProvisioningKey> change(
            TenantId tenant,
            ProvisioningKeyId id,
            Attribution by,
            AuditAction action,
            UnaryOperator<ProvisioningKey> change) {
        synchronized (stores.lock) {
            Optional<ProvisioningKey> before = find(tenant, id);
            Optional<ProvisioningKey> changed = before.map(change);
            // The very same object says that nothing was changed.
            changed.filter(key -> key != before.get()).ifPresent(key -> {
                stores.keys.computeIfPresent(id, (same, stored) -> new HashedProvisioningKey(key, stored.hash()));
                stores.record(by, action, key);
            });
            return changed;
        }
    }
}
