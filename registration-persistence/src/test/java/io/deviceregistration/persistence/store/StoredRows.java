package io.deviceregistration.persistence.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that a store has in its database, row by row, as it can be compared between databases. */
final class StoredRows {

    private StoredRows() {}

    static Map<String, Set<List<@Nullable Object>>> of(TestDatabase database) {
        Map<String, Set<List<@Nullable Object>>> tables = new TreeMap<>();
        StoredTable.ALL.forEach(table -> tables.put(table.name(), rows(database, table)));
        return tables;
    }

    private static Set<List<@Nullable Object>> rows(TestDatabase database, StoredTable table) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(table.select())) {
            Set<List<@Nullable Object>> all = new HashSet<>();
            while (rows.next()) {
                all.add(row(rows, table));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(table.select(), e);
        }
    }

    private static List<@Nullable Object> row(ResultSet row, StoredTable table) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (StoredColumn column : table.columns()) {
            values.add(value(row, column));
        }
        return values;
    }

    private static @Nullable Object value(ResultSet row, StoredColumn column) throws SQLException {
        return switch (column.kind()) {
            case ID -> row.getObject(column.name(), UUID.class);
            case ASCII, UNICODE -> row.getString(column.name());
            case NUMBER -> row.getObject(column.name(), Integer.class);
            case TIME -> {
                OffsetDateTime time = row.getObject(column.name(), OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }
}
