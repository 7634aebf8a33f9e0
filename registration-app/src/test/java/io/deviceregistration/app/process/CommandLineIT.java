package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line offers, and how it says no. */
class CommandLineIT {

    private static final int USAGE = 2;

    @TempDir
    Path folder;

    private AppCommand command;

    @BeforeEach
    void in_an_empty_folder() {
        command = AppCommand.in(folder);
    }

    @Test
    void shows_its_commands_and_every_setting_but_the_password() {
        String help = String.join("\n", command.run("--help").assertWentWell().out());
        assertThat(help)
                .contains(
                        "serve",
                        "migrate",
                        "backup",
                        "restore",
                        "copy",
                        "token",
                        "--config",
                        "--http-port",
                        "--data-dir",
                        "--db-url",
                        "--hashing")
                .contains("REGISTRATION_DB_PASSWORD", "REGISTRATION_FROM_DB_PASSWORD")
                .doesNotContain("--db-password", "--from-db-password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate", "backup", "restore", "copy", "token", "register"})
    void shows_the_options_of_a_command(String name) {
        assertThat(command.run(name, "--help").assertWentWell().out())
                .first()
                .asString()
                .contains("Usage: registration-app " + name);
    }

    @Test
    void says_its_version() {
        assertThat(command.run("--version").assertWentWell().out())
                .singleElement()
                .asString()
                .matches("registration-app \\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void says_to_start_the_app_before_asking_for_a_token() {
        command.run("token", "--tenant", "demo").assertRefused(1, "data", "start the app first", "--data-dir");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void prints_a_token_and_nothing_else() {
        try (AppProcess app = command.serve()) {
            Ended token = command.run("token", "--tenant", "demo").assertWentWell();
            assertThat(token.out()).singleElement().asString().matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
            assertThat(Api.of(app, token.out().get(0)).list("/api/v1/devices")).isEmpty();
        }
    }

    @Test
    void serves_with_and_without_saying_so() {
        try (AppProcess app = command.start("serve", "--http-port", "0").awaitReady()) {
            assertThat(app.url().getHost()).isEqualTo("127.0.0.1");
        }
        assertThat(Files.exists(folder.resolve("data"))).isTrue();
    }

    @Test
    void has_no_settings_of_the_app_for_an_appliance() {
        assertThat(String.join("\n", command.run("register", "--help").out()))
                .contains("--device-key-file")
                .doesNotContain("--http-port", "--db-url", "--config");
        command.run(
                        "--http-port",
                        "1",
                        "register",
                        "--server",
                        "https://x",
                        "--name",
                        "x",
                        "--key-file",
                        "-",
                        "--device-key-file",
                        "x")
                .assertRefused(USAGE, "--http-port", "register has no such option");
        command.with("REGISTRATION_HTTP_PORT", "no port")
                .run("register", "--server", "http://x", "--name", "x", "--key-file", "-", "--device-key-file", "x")
                .assertRefused(USAGE, "--server");
    }

    @Test
    void refuses_an_unknown_option() {
        command.run("--bogus").assertRefused(USAGE, "unknown option: --bogus", "--help");
    }

    @Test
    void refuses_an_unknown_command() {
        command.run("bogus").assertRefused(USAGE, "unknown command: bogus", "--help");
    }

    @Test
    void refuses_a_rehearsal_that_names_no_folder() {
        command.run("rehearse").assertRefused(USAGE, "--data-dir", "name a folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refuses_a_token_without_a_tenant() {
        command.run("token").assertRefused(USAGE, "--tenant", "--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "8761", "99999999999", "soon"})
    void refuses_a_token_of_absurd_lifetime(String hours) {
        command.run("token", "--tenant", "demo", "--hours", hours).assertRefused(USAGE, "--hours", "1 to 8760");
    }
}
