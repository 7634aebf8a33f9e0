package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate} on PostgreSQL, and the SQL that it prints for those who would rather run that themselves. */
class MigrateOnPostgresIT {

    @TempDir
    Path folder;

    private PostgresDatabase database;

    @BeforeEach
    void on_an_empty_database() {
        database = Postgres.shared().newDatabase();
    }

    @Test
    void shows_the_sql_for_an_empty_database_and_leaves_it_empty() {
        assertThat(output("migrate", "--dry-run"))
                .contains("CREATE TABLE edge_provisioning_keys", "CREATE TABLE devices");
        assertThat(PostgresSchema.relations(database)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shows_nothing_to_make_in_a_database_that_is_up_to_date() {
        output("migrate");
        List<String> schema = PostgresSchema.of(database);
        assertThat(output("migrate", "--dry-run")).doesNotContain("CREATE ", "ALTER ", "INSERT INTO ");
        assertThat(PostgresSchema.of(database)).isEqualTo(schema);
    }

    @Test
    void shows_sql_that_makes_what_it_makes_itself_and_serves_on_it() {
        database.run(printedSql());
        List<String> relations = PostgresSchema.relations(database);
        List<String> schema = PostgresSchema.of(database);
        List<String> executions = PostgresSchema.executions(database);

        PostgresDatabase migrated = Postgres.shared().newDatabase();
        migrated.settings(AppCommand.in(folder)).run("migrate").assertWentWell();
        assertThat(schema).isEqualTo(PostgresSchema.of(migrated));

        AppCommand command = database.settings(AppCommand.in(folder));
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, command);
            assertThat(api.register(api.createKey(), "first").deviceId()).isNotBlank();
        }
        assertThat(PostgresSchema.relations(database)).isEqualTo(relations);
        assertThat(PostgresSchema.of(database)).isEqualTo(schema);
        assertThat(PostgresSchema.executions(database)).isEqualTo(executions);
    }

    /** Needs no database, and is told of none. */
    private String printedSql() {
        return output(AppCommand.in(folder), "migrate", "--dry-run", "--database", "postgresql");
    }

    private String output(String... arguments) {
        return output(database.settings(AppCommand.in(folder)), arguments);
    }

    private static String output(AppCommand command, String... arguments) {
        return String.join("\n", command.run(arguments).assertWentWell().out());
    }
}
