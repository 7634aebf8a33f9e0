package io.deviceregistration.persistence.store;

final class PostgresMigrationTest extends MigrationContract {

    @Override
    TestDatabase create() {
        return TestDatabase.onPostgres();
    }

    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }
}
