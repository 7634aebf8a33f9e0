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

/** Reads rows of {@code devices}, by the columns' places: looking up their names takes longer than reading them. */
final class DeviceRow {

    static final String COLUMNS = """
            id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
            last_seen_at, reregistration_until, registered_from
            """;

    // In the order of COLUMNS, from 1.
    private static final int ID = 1;
    private static final int TENANT_ID = 2;
    private static final int NAME = 3;
    private static final int LOCATION = 4;
    private static final int TYPE = 5;
    private static final int ATTRIBUTES = 6;
    private static final int STATUS = 7;
    private static final int KEY_HASH = 8;
    private static final int PROVISIONING_KEY_ID = 9;
    private static final int REGISTERED_AT = 10;
    private static final int LAST_SEEN_AT = 11;
    private static final int REREGISTRATION_UNTIL = 12;
    private static final int REGISTERED_FROM = 13;

    /** With what only the check of a key needs. */
    static final String HASHED_COLUMNS =
            COLUMNS.stripTrailing() + ", previous_key_hash, previous_key_until, replay_until";

    // They follow those.
    private static final int PREVIOUS_KEY_HASH = 14;
    private static final int PREVIOUS_KEY_UNTIL = 15;
    private static final int REPLAY_UNTIL = 16;

    private DeviceRow() {}

    static HashedDevice hashed(ResultSet row) throws SQLException {
        return new HashedDevice(
                device(row),
                StoredHash.of(row.getString(KEY_HASH)),
                previousKey(row),
                Columns.instantOrNull(row, REPLAY_UNTIL));
    }

    private static @Nullable PreviousKey previousKey(ResultSet row) throws SQLException {
        String hash = row.getString(PREVIOUS_KEY_HASH);
        Instant until = Columns.instantOrNull(row, PREVIOUS_KEY_UNTIL);
        return hash == null || until == null ? null : new PreviousKey(StoredHash.of(hash), until);
    }

    static Device device(ResultSet row, StatementContext context) throws SQLException {
        return device(row);
    }

    private static Device device(ResultSet row) throws SQLException {
        String location = row.getString(LOCATION);
        String type = row.getString(TYPE);
        String from = row.getString(REGISTERED_FROM);
        return new Device(
                new DeviceId(Columns.uuid(row, ID)),
                new TenantId(row.getString(TENANT_ID)),
                new DeviceName(row.getString(NAME)),
                location == null ? null : new Location(location),
                type == null ? null : new DeviceType(type),
                AttributesJson.read(row.getString(ATTRIBUTES)),
                Words.read(DeviceStatus.class, row.getString(STATUS)),
                new ProvisioningKeyId(Columns.uuid(row, PROVISIONING_KEY_ID)),
                Columns.instant(row, REGISTERED_AT),
                Columns.instantOrNull(row, LAST_SEEN_AT),
                Columns.instantOrNull(row, REREGISTRATION_UNTIL),
                from == null ? null : new ClientAddress(from));
    }
}
