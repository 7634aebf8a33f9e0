package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.HashedDevice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * A device by its id alone, with its hashes: what every key's first check reads. By JDBC, for Jdbi's statements took more of
 * the processor here than an embedded database does.
 */
final class DeviceLookup {

    private static final String FIND = "SELECT " + DeviceRow.HASHED_COLUMNS + " FROM devices WHERE id = ?";

    private DeviceLookup() {}

    static Optional<HashedDevice> find(Transactions transactions, DeviceId id) {
        return transactions.queryByJdbc((connection, limit) -> find(connection, limit, id));
    }

    /** Within somebody's transaction. */
    static Optional<HashedDevice> find(Handle handle, DeviceId id) {
        Integer seconds = handle.getConfig(SqlStatements.class).getQueryTimeout();
        try {
            return find(handle.getConnection(), seconds == null ? null : Duration.ofSeconds(seconds), id);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private static Optional<HashedDevice> find(Connection connection, @Nullable Duration limit, DeviceId id)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            if (limit != null) {
                statement.setQueryTimeout((int) limit.toSeconds());
            }
            statement.setObject(1, id.value());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(DeviceRow.hashed(rows)) : Optional.empty();
            }
        }
    }
}
