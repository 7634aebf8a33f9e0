package io.deviceregistration.persistence.store;

import java.util.List;

/** Begins and ends each time with a database that has none of the tables. */
@SqlServerTest
final class SqlServerMigrationTest extends MigrationContract {

    private static final List<String> TABLES = List.of(
            "devices",
            "edge_provisioning_keys",
            Schema.CHANGELOG_TABLE,
            Schema.LOCK_TABLE,
            "databasechangelog",
            "databasechangeloglock");

    @Override
    TestDatabase create() {
        TestDatabase database = TestDatabase.onSqlServer();
        discard(database);
        return database;
    }

    @Override
    void discard(TestDatabase database) {
        TABLES.forEach(table -> database.run("IF OBJECT_ID('" + table + "') IS NOT NULL DROP TABLE " + table));
    }

    @Override
    DatabaseKind kind() {
        return DatabaseKind.SQLSERVER;
    }

    @Override
    String dropIndex(String table, String index) {
        return "DROP INDEX " + index + " ON " + table;
    }
}
