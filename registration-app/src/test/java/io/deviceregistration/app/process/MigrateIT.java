package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate}, as a database administrator or a deployment runs it before the app. */
class MigrateIT {

    @TempDir
    Path folder;

    private AppCommand command;

    @BeforeEach
    void in_an_empty_folder() {
        command = AppCommand.in(folder);
    }

    @Test
    void makes_a_schema_that_the_app_serves_on() {
        assertThat(command.run("migrate").assertWentWell().out())
                .singleElement()
                .asString()
                .contains(folder.resolve("data").toString(), "up to date");
        assertServes();
    }

    @Test
    void does_no_harm_the_second_time() {
        command.run("migrate").assertWentWell();
        command.run("migrate").assertWentWell();
        assertServes();
    }

    @Test
    void shows_the_sql_for_a_new_database_and_makes_none() {
        String sql = String.join(
                "\n", command.run("migrate", "--dry-run").assertWentWell().out());
        assertThat(sql).containsIgnoringCase("CREATE TABLE").contains("edge_provisioning_keys", "devices");
        assertThat(folder).isEmptyDirectory();
        assertServes();
    }

    @Test
    void shows_no_tables_for_a_database_that_is_up_to_date() {
        command.run("migrate").assertWentWell();
        String sql = String.join(
                "\n", command.run("migrate", "--dry-run").assertWentWell().out());
        assertThat(sql).doesNotContainIgnoringCase("CREATE TABLE");
    }

    private void assertServes() {
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, command);
            assertThat(api.register(api.createKey(), "first").deviceId()).isNotBlank();
        }
    }
}
