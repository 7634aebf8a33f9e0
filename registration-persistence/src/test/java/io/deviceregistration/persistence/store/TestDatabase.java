package io.deviceregistration.persistence.store;

import io.deviceregistration.core.testkit.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/** A fresh database with its schema, for one test; opened as often as the test likes. */
final class TestDatabase implements AutoCloseable {

    /** Enough for a race; each is a process of the server's, which takes its time to begin. */
    private static final int CONNECTIONS = 6;

    private final StoreSettings settings;
    private final Runnable drop;
    private final Deque<DatabaseStore> opened = new ArrayDeque<>();

    private TestDatabase(String url) {
        this(StoreSettings.of(url), () -> {});
    }

    private TestDatabase(StoreSettings settings, Runnable drop) {
        this.settings = settings;
        this.drop = drop;
    }

    static TestDatabase inMemory() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID());
    }

    /** In memory, with the schema and without rows: sooner ready than one whose schema is yet to be made. */
    static TestDatabase inMemoryWithSchema() {
        TestDatabase database = inMemory();
        H2Schema.makeIn(database);
        return database;
    }

    /** In a file, likewise. */
    static TestDatabase inFolderWithSchema(Path folder) {
        TestDatabase database = inFolder(folder);
        H2Schema.makeIn(database);
        return database;
    }

    static TestDatabase inFolder(Path folder) {
        return new TestDatabase("jdbc:h2:file:" + folder.resolve("registration"));
    }

    /** The database that {@link SqlServerTest} names, without rows. */
    static TestDatabase onSqlServer() {
        TestDatabase database = new TestDatabase(
                StoreSettings.of(variable("URL")).withCredentials(variable("USER"), variable("PASSWORD")), () -> {});
        database.open().close();
        database.run("DELETE FROM devices");
        database.run("DELETE FROM edge_provisioning_keys");
        database.run("DELETE FROM audit_events");
        return database;
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(SqlServerTest.VARIABLES + name))
                .orElse("");
    }

    /** On PostgreSQL, empty. */
    static TestDatabase onPostgres() {
        return onPostgres(TestPostgres.newDatabase());
    }

    /** On PostgreSQL, with the schema and without rows: sooner ready than one whose schema is yet to be made. */
    static TestDatabase onPostgresWithSchema() {
        return onPostgres(TestPostgres.newDatabaseWithSchema());
    }

    /** Likewise, for who leaves the schema as it is: another test has had it before. */
    static TestDatabase onEmptiedPostgres() {
        String name = TestPostgres.takeDatabaseWithSchema();
        StoreSettings settings = StoreSettings.of(TestPostgres.url(name)).withPoolSize(CONNECTIONS);
        return new TestDatabase(settings, () -> TestPostgres.giveBack(name));
    }

    private static TestDatabase onPostgres(String name) {
        return new TestDatabase(StoreSettings.of(TestPostgres.url(name)), () -> TestPostgres.drop(name));
    }

    StoreSettings settings() {
        return settings;
    }

    /** The store, whose schema the first opening brings up to date. */
    DatabaseStore open() {
        DatabaseStore store = DatabaseStore.open(settings);
        if (opened.isEmpty()) {
            store.migrate();
        }
        opened.push(store);
        return store;
    }

    Stores openBoth() {
        DatabaseStore store = open();
        return new Stores(store.provisioningKeys(), store.devices(), store.audit());
    }

    /** A connection beside the store. */
    Connection connect() throws SQLException {
        return settings.user().isEmpty()
                ? DriverManager.getConnection(settings.url())
                : DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }

    /** Runs a statement beside the store. */
    void run(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The number that a query answers with. */
    long count(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        opened.forEach(DatabaseStore::close);
        drop.run();
    }
}
