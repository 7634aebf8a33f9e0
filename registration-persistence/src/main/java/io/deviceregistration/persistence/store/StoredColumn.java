package io.deviceregistration.persistence.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A column of one of the store's tables, and how a value of it goes from one database to another. */
record StoredColumn(String name, Kind kind) {

    /** What the change sets make of it on each database; here is how drivers read and bind it. */
    enum Kind {
        ID,
        /** Text that the service writes. */
        ASCII,
        /** Text that people type, and what is made of it. */
        UNICODE,
        TIME,
        NUMBER
    }

    static StoredColumn id(String name) {
        return new StoredColumn(name, Kind.ID);
    }

    static StoredColumn ascii(String name) {
        return new StoredColumn(name, Kind.ASCII);
    }

    static StoredColumn unicode(String name) {
        return new StoredColumn(name, Kind.UNICODE);
    }

    static StoredColumn time(String name) {
        return new StoredColumn(name, Kind.TIME);
    }

    static StoredColumn number(String name) {
        return new StoredColumn(name, Kind.NUMBER);
    }

    /** Binds what the row has at this place to the statement's parameter at the same place. */
    void copy(ResultSet row, PreparedStatement statement, int place, Dialect dialect) throws SQLException {
        switch (kind) {
            case ID -> statement.setObject(place, row.getObject(place, UUID.class));
            case ASCII -> statement.setObject(place, row.getString(place), Types.VARCHAR);
            case UNICODE -> statement.setObject(place, row.getString(place), dialect.unicode());
            case TIME -> statement.setObject(place, utc(row, place), Types.TIMESTAMP_WITH_TIMEZONE);
            case NUMBER -> statement.setObject(place, row.getObject(place, Integer.class), Types.INTEGER);
        }
    }

    private static @Nullable OffsetDateTime utc(ResultSet row, int place) throws SQLException {
        OffsetDateTime time = row.getObject(place, OffsetDateTime.class);
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
