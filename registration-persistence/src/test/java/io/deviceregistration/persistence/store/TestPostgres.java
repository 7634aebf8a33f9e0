package io.deviceregistration.persistence.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A PostgreSQL server of this JVM's own, started when it is first asked for, which ends with the JVM. */
final class TestPostgres {

    private static final String USER = "postgres";

    private static final List<String> TABLES =
            StoredTable.ALL.stream().map(StoredTable::name).toList();

    /** With the schema, and without rows. */
    private static final Queue<String> FREE = new ConcurrentLinkedQueue<>();

    private TestPostgres() {}

    /** The name of a new, empty database. */
    static String newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        run("CREATE DATABASE " + name);
        return name;
    }

    /** The name of a database that has the schema and no rows, which is nobody else's until it is given back. */
    static String takeDatabaseWithSchema() {
        String free = FREE.poll();
        return free == null ? newDatabaseWithSchema() : free;
    }

    /** Takes a database back, whatever rows it has. */
    static void giveBack(String name) {
        try (var connection = DriverManager.getConnection(url(name));
                var statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + String.join(", ", TABLES));
            FREE.add(name);
        } catch (SQLException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** The name of a new database that has the schema and no rows. */
    static String newDatabaseWithSchema() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        run("CREATE DATABASE " + name + " TEMPLATE " + Migrated.TEMPLATE);
        return name;
    }

    static String url(String name) {
        return Running.SERVER.getJdbcUrl(USER, name);
    }

    static void drop(String name) {
        run("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static void run(String sql) {
        try (var connection = Running.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** To copy a database takes a fraction of the time that it takes to make its schema. */
    private static final class Migrated {

        static final String TEMPLATE = migrate();

        private static String migrate() {
            String name = newDatabase();
            try (DatabaseStore store = DatabaseStore.open(StoreSettings.of(url(name)))) {
                store.migrate();
            }
            return name;
        }
    }

    private static final class Running {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        // Races take many connections, and several stores on one database a pool each.
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }
    }
}
