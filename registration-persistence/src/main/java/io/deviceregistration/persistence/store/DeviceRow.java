package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.device.PreviousKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code devices}. */
final class DeviceRow {

    static final String COLUMNS = """
            id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
            last_seen_at, reregistration_until, registered_from
            """;

    /** With what only the check of a key needs. */
    static final String HASHED_COLUMNS =
            COLUMNS.stripTrailing() + ", previous_key_hash, previous_key_until, replay_until";

    private DeviceRow() {}

    static HashedDevice hashed(ResultSet row) throws SQLException {
        return new HashedDevice(
                device(row),
                StoredHash.of(row.getString("key_hash")),
                previousKey(row),
                Columns.instantOrNull(row, "replay_until"));
    }

    private static @Nullable PreviousKey previousKey(ResultSet row) throws SQLException {
        String hash = row.getString("previous_key_hash");
        Instant until = Columns.instantOrNull(row, "previous_key_until");
        return hash == null || until == null ? null : new PreviousKey(StoredHash.of(hash), until);
    }

    static Device device(ResultSet row, StatementContext context) throws SQLException {
        return device(row);
    }

    private static Device device(ResultSet row) throws SQLException {
        String location = row.getString("location");
        String type = row.getString("type");
        String from = row.getString("registered_from");
        return new Device(
                new DeviceId(Columns.uuid(row, "id")),
                new TenantId(row.getString("tenant_id")),
                new DeviceName(row.getString("name")),
                location == null ? null : new Location(location),
                type == null ? null : new DeviceType(type),
                AttributesJson.read(row.getString("attributes")),
                Words.read(DeviceStatus.class, row.getString("status")),
                new ProvisioningKeyId(Columns.uuid(row, "provisioning_key_id")),
                Columns.instant(row, "registered_at"),
                Columns.instantOrNull(row, "last_seen_at"),
                Columns.instantOrNull(row, "reregistration_until"),
                from == null ? null : new ClientAddress(from));
    }
}
