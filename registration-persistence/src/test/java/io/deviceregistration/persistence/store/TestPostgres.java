package io.deviceregistration.persistence.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;

/** A PostgreSQL server of this JVM's own, started when it is first asked for, which ends with the JVM. */
final class TestPostgres {

    private static final String USER = "postgres";

    private TestPostgres() {}

    /** The name of a new, empty database. */
    static String newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        run("CREATE DATABASE " + name);
        return name;
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
