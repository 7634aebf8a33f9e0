package io.deviceregistration.persistence.store;

import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.Expiry;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.RegistrationLimit;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code edge_provisioning_keys}. */
final class ProvisioningKeyRow {

    static final String COLUMNS = """
            id, tenant_id, label, key_hash, created_at, created_by, expires_at, revoked_at, revoked_by,
            max_registrations, registrations, last_used_at
            """;

    private ProvisioningKeyRow() {}

    static HashedProvisioningKey hashed(ResultSet row, StatementContext context) throws SQLException {
        return new HashedProvisioningKey(key(row, context), StoredHash.of(row.getString("key_hash")));
    }

    static ProvisioningKey key(ResultSet row, StatementContext context) throws SQLException {
        return new ProvisioningKey(
                new ProvisioningKeyId(Columns.uuid(row, "id")),
                new TenantId(row.getString("tenant_id")),
                new Label(row.getString("label")),
                Columns.instant(row, "created_at"),
                new Subject(row.getString("created_by")),
                expiry(row),
                limit(row),
                row.getInt("registrations"),
                Columns.instantOrNull(row, "last_used_at"),
                revocation(row));
    }

    private static @Nullable Expiry expiry(ResultSet row) throws SQLException {
        Instant at = Columns.instantOrNull(row, "expires_at");
        return at == null ? null : new Expiry(at);
    }

    private static @Nullable RegistrationLimit limit(ResultSet row) throws SQLException {
        int limit = row.getInt("max_registrations");
        return row.wasNull() ? null : new RegistrationLimit(limit);
    }

    private static ProvisioningKey.@Nullable Revocation revocation(ResultSet row) throws SQLException {
        Instant at = Columns.instantOrNull(row, "revoked_at");
        return at == null ? null : new ProvisioningKey.Revocation(at, new Subject(row.getString("revoked_by")));
    }
}
