package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database's password: by variable or file, never by flag, and never in anything that is printed. */
class SecretSettingIT {

    private static final String PASSWORD = "correct-horse";

    @TempDir
    Path folder;

    @Test
    void takes_the_password_from_the_environment_and_insists_on_it() {
        AppCommand owner = AppCommand.in(folder).with("REGISTRATION_DB_PASSWORD", PASSWORD);
        assertKeptSecret(owner.run("migrate", "--db-user", "owner").assertWentWell());
        assertKeptSecret(owner.with("REGISTRATION_DB_PASSWORD", "wrong-" + PASSWORD)
                .run("migrate", "--db-user", "owner")
                .assertRefused(1, "registration", "refuses the user name or the password"));
    }

    @Test
    void takes_the_password_from_the_file() throws IOException {
        Files.writeString(folder.resolve("app.properties"), "db-user=owner\ndb-password=" + PASSWORD + "\n");
        AppCommand command = AppCommand.in(folder);
        assertKeptSecret(command.run("migrate", "--config", "app.properties").assertWentWell());
        command.run("migrate", "--db-user", "owner").assertRefused(1, "refuses the user name or the password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "info"})
    void serves_without_a_word_of_it(String level) {
        AppCommand command = AppCommand.in(folder).with("REGISTRATION_DB_PASSWORD", PASSWORD);
        try (AppProcess app = command.serve("--db-user", "owner", "--log-level", level)) {
            Api api = Api.of(app, command);
            Api.ProvisioningKey key = api.createKey();
            Api.Registered device = api.register(key, "quiet");
            Ended ended = app.stop();
            assertKeptSecret(ended);
            assertThat(ended.err().toString()).doesNotContain(key.key(), device.deviceKey(), api.token());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--db-password=" + PASSWORD, "--db-passwort=" + PASSWORD})
    void refuses_it_on_the_command_line_without_repeating_it(String argument) {
        assertKeptSecret(AppCommand.in(folder).run(argument).assertRefused(2, "--db-passwor"));
    }

    private static void assertKeptSecret(Ended ended) {
        assertThat(ended.out().toString() + ended.err()).doesNotContain(PASSWORD);
    }
}
