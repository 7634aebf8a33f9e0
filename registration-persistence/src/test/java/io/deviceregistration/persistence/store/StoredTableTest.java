package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * That the list of what is copied has everything that the change sets make, of the kind that they make it. SQL Server's
 * script is the one that tells apart text that people type from text that the service writes.
 */
final class StoredTableTest {

    private static final Pattern CREATE = Pattern.compile("(?m)^CREATE TABLE (\\w+) \\((.*)\\);?$");
    private static final Pattern ADD = Pattern.compile("(?m)^ALTER TABLE (\\w+) ADD (?!CONSTRAINT )(.*);$");
    private static final Pattern COLUMN =
            Pattern.compile("(?i)(?:^|, )(\\w+) (uniqueidentifier|varchar|nvarchar|datetimeoffset|int)\\b");

    private static final Map<String, StoredColumn.Kind> KINDS = Map.of(
            "uniqueidentifier", StoredColumn.Kind.ID,
            "varchar", StoredColumn.Kind.ASCII,
            "nvarchar", StoredColumn.Kind.UNICODE,
            "datetimeoffset", StoredColumn.Kind.TIME,
            "int", StoredColumn.Kind.NUMBER);

    @Test
    void has_every_table_and_column_of_the_schema() {
        Map<String, Map<String, StoredColumn.Kind>> listed = new TreeMap<>();
        for (StoredTable table : StoredTable.ALL) {
            Map<String, StoredColumn.Kind> columns = new TreeMap<>();
            table.columns().forEach(column -> columns.put(column.name(), column.kind()));
            assertThat(columns).as("named once each").hasSameSizeAs(table.columns());
            listed.put(table.name(), columns);
        }
        assertThat(listed).isEqualTo(made()).hasSizeGreaterThan(3);
    }

    @Test
    void has_as_many_columns_as_a_database_has() {
        long listed = StoredTable.ALL.stream()
                .mapToLong(table -> table.columns().size())
                .sum();
        try (TestDatabase database = TestDatabase.inMemory()) {
            database.open();
            assertThat(database.count("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'PUBLIC'"
                            + " AND table_name NOT LIKE 'DEVICE_REGISTRATION_CHANGELOG%'"))
                    .isEqualTo(listed);
        }
    }

    private static Map<String, Map<String, StoredColumn.Kind>> made() {
        String script = DatabaseStore.schemaSql(DatabaseKind.SQLSERVER);
        Map<String, Map<String, StoredColumn.Kind>> tables = new TreeMap<>();
        add(CREATE.matcher(script), tables);
        add(ADD.matcher(script), tables);
        tables.remove(Schema.CHANGELOG_TABLE);
        return tables;
    }

    private static void add(Matcher definitions, Map<String, Map<String, StoredColumn.Kind>> tables) {
        definitions.results().forEach(definition -> {
            Map<String, StoredColumn.Kind> columns =
                    tables.computeIfAbsent(definition.group(1), table -> new TreeMap<>());
            COLUMN.matcher(definition.group(2)).results().forEach(column -> columns.put(column.group(1), kind(column)));
        });
    }

    private static StoredColumn.Kind kind(MatchResult column) {
        return KINDS.get(column.group(2).toLowerCase(Locale.ROOT));
    }
}
