package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one data folder, which only one may have. */
class SecondProcessIT {

    @TempDir
    Path folder;

    private AppCommand command;
    private AppProcess first;

    @BeforeEach
    void start_the_first() {
        command = AppCommand.withDatabaseIn(folder);
        first = command.serve();
    }

    @AfterEach
    void stop_the_first() {
        first.close();
    }

    @Test
    void refuses_a_second_server_and_leaves_the_first_alone() {
        assertRefused("serve", "--http-port", "0");
    }

    @Test
    void refuses_to_migrate_under_a_server_and_leaves_it_alone() {
        assertRefused("migrate");
    }

    @Test
    void refuses_to_plan_a_migration_under_a_server_and_leaves_it_alone() {
        assertRefused("migrate", "--dry-run");
    }

    private void assertRefused(String... arguments) {
        Api api = Api.of(first, command);
        command.run(arguments)
                .assertRefused(
                        1, folder.resolve("data").toString(), "in use by another process", "use another data folder");
        assertThat(api.register(api.createKey(), "still here").deviceId()).isNotBlank();
    }
}
