package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.TenantId;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Provisioning keys in the table {@code edge_provisioning_keys}. */
final class JdbiProvisioningKeyStore implements ProvisioningKeyStore {

    private static final String INSERT = """
            INSERT INTO edge_provisioning_keys (id, tenant_id, label, key_hash, created_at, created_by,
                expires_at, revoked_at, revoked_by, max_registrations, registrations, last_used_at)
            VALUES (:id, :tenant, :label, :hash, :createdAt, :createdBy,
                :expiresAt, :revokedAt, :revokedBy, :maxRegistrations, :registrations, :lastUsedAt)
            """;

    private static final String FIND = "SELECT " + ProvisioningKeyRow.COLUMNS
            + " FROM edge_provisioning_keys WHERE id = :id AND tenant_id = :tenant";

    private static final String FIND_HASHED =
            "SELECT " + ProvisioningKeyRow.COLUMNS + " FROM edge_provisioning_keys WHERE id = :id";

    private static final String RELABEL =
            "UPDATE edge_provisioning_keys SET label = :label WHERE id = :id AND tenant_id = :tenant";

    private static final String REVOKE = """
            UPDATE edge_provisioning_keys SET revoked_at = :at, revoked_by = :by
            WHERE id = :id AND tenant_id = :tenant AND revoked_at IS NULL
            """;

    private static final String REPLACE_HASH =
            "UPDATE edge_provisioning_keys SET key_hash = :replacement WHERE id = :id AND key_hash = :old";

    private static final String FIND_HASH = "SELECT key_hash FROM edge_provisioning_keys WHERE id = :id";

    private final Transactions transactions;
    private final Dialect dialect;
    private final AuditTrail trail;

    JdbiProvisioningKeyStore(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.trail = new AuditTrail(dialect);
    }

    @Override
    public void insert(HashedProvisioningKey hashed, Attribution by) {
        try {
            transactions.inTransactionOnce((handle, inDoubt) -> {
                insert(handle, hashed);
                trail.add(handle, inDoubt, by, AuditAction.PROVISIONING_KEY_CREATED, hashed.key());
                return hashed;
            });
        } catch (DuplicateRowException e) {
            if (!e.inDoubt() || !isStored(hashed)) {
                throw e;
            }
        }
    }

    private void insert(Handle handle, HashedProvisioningKey hashed) {
        ProvisioningKey key = hashed.key();
        ProvisioningKey.Revocation revocation = key.revocation();
        handle.createUpdate(INSERT)
                .bind("id", key.id().value())
                .bind("tenant", key.tenant().value())
                .bindBySqlType("label", key.label().value(), dialect.unicode())
                .bind("hash", hashed.hash().reveal())
                .bindBySqlType("createdAt", Columns.utc(key.createdAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .bindBySqlType("createdBy", key.createdBy().value(), dialect.unicode())
                .bindBySqlType("expiresAt", expiresAt(key), Types.TIMESTAMP_WITH_TIMEZONE)
                .bindBySqlType(
                        "revokedAt",
                        revocation == null ? null : Columns.utc(revocation.at()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .bindBySqlType(
                        "revokedBy", revocation == null ? null : revocation.by().value(), dialect.unicode())
                .bindBySqlType(
                        "maxRegistrations",
                        key.limit() == null ? null : key.limit().value(),
                        Types.INTEGER)
                .bind("registrations", key.registrations())
                .bindBySqlType("lastUsedAt", Columns.utcOrNull(key.lastUsedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .execute();
    }

    private boolean isStored(HashedProvisioningKey hashed) {
        return transactions.query(handle -> handle.createQuery(FIND_HASH)
                .bind("id", hashed.key().id().value())
                .mapTo(String.class)
                .findOne()
                .filter(hashed.hash().reveal()::equals)
                .isPresent());
    }

    @Override
    public Optional<ProvisioningKey> find(TenantId tenant, ProvisioningKeyId id) {
        return transactions.query(handle -> find(handle, tenant, id));
    }

    @Override
    public Optional<HashedProvisioningKey> findHashed(ProvisioningKeyId id) {
        return transactions.query(handle -> findHashed(handle, id));
    }

    @Override
    public Page<ProvisioningKey> list(
            TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
        PagedQuery query =
                new PagedQuery(ProvisioningKeyRow.COLUMNS, "edge_provisioning_keys", "created_at", tenant, dialect);
        if (status != null) {
            query.and(condition(status));
            if (status != ProvisioningKeyStatus.REVOKED) {
                query.and("revoked_at IS NULL").bindTime("now", now);
            }
        }
        return query.read(
                transactions,
                page,
                ProvisioningKeyRow::key,
                key -> new Position(key.createdAt(), key.id().value()));
    }

    /** What makes a key's status, beside not being revoked; the same order as {@link ProvisioningKey#status}. */
    private static String condition(ProvisioningKeyStatus status) {
        return switch (status) {
            case REVOKED -> "revoked_at IS NOT NULL";
            case EXPIRED -> "expires_at <= :now";
            case EXHAUSTED -> "(expires_at IS NULL OR expires_at > :now) AND registrations >= max_registrations";
            case ACTIVE ->
                "(expires_at IS NULL OR expires_at > :now)"
                        + " AND (max_registrations IS NULL OR registrations < max_registrations)";
        };
    }

    @Override
    public Optional<ProvisioningKey> relabel(TenantId tenant, ProvisioningKeyId id, Label label, Attribution by) {
        return transactions.inTransactionOnce((handle, inDoubt) -> {
            handle.createUpdate(RELABEL)
                    .bindBySqlType("label", label.value(), dialect.unicode())
                    .bind("id", id.value())
                    .bind("tenant", tenant.value())
                    .execute();
            Optional<ProvisioningKey> relabelled = find(handle, tenant, id);
            relabelled.ifPresent(key -> trail.add(handle, inDoubt, by, AuditAction.PROVISIONING_KEY_RELABELLED, key));
            return relabelled;
        });
    }

    @Override
    public Optional<ProvisioningKey> revoke(
            TenantId tenant, ProvisioningKeyId id, ProvisioningKey.Revocation revocation, Attribution by) {
        return transactions.inTransactionOnce((handle, inDoubt) -> {
            int revoked = handle.createUpdate(REVOKE)
                    .bindBySqlType("at", Columns.utc(revocation.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                    .bindBySqlType("by", revocation.by().value(), dialect.unicode())
                    .bind("id", id.value())
                    .bind("tenant", tenant.value())
                    .execute();
            Optional<ProvisioningKey> found = find(handle, tenant, id);
            if (revoked == 1) {
                found.ifPresent(key -> trail.add(handle, inDoubt, by, AuditAction.PROVISIONING_KEY_REVOKED, key));
            }
            return found;
        });
    }

    @Override
    public void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement) {
        transactions.update(handle -> handle.createUpdate(REPLACE_HASH)
                .bind("replacement", replacement.reveal())
                .bind("id", id.value())
                .bind("old", old.reveal())
                .execute());
    }

    static Optional<HashedProvisioningKey> findHashed(Handle handle, ProvisioningKeyId id) {
        return handle.createQuery(FIND_HASHED)
                .bind("id", id.value())
                .map(ProvisioningKeyRow::hashed)
                .findOne();
    }

    static Optional<ProvisioningKey> find(Handle handle, TenantId tenant, ProvisioningKeyId id) {
        return handle.createQuery(FIND)
                .bind("id", id.value())
                .bind("tenant", tenant.value())
                .map(ProvisioningKeyRow::key)
                .findOne();
    }

    private static @Nullable Object expiresAt(ProvisioningKey key) {
        return key.expiry() == null ? null : Columns.utc(key.expiry().at());
    }
}
