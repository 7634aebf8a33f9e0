package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an ordinary stop leaves in the data folder, and what the next start makes of it. */
class RestartIT {

    @TempDir
    Path folder;

    @Test
    void keeps_devices_keys_and_tokens() {
        AppCommand command = AppCommand.in(folder);
        String token;
        ProvisioningKey key;
        Registered before;
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, command);
            token = api.token();
            key = api.createKey();
            before = api.register(key, "before");
            app.stop();
        }
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, token);
            Registered after = api.register(key, "after");
            assertThat(api.self(before.deviceKey())).isEqualTo(before.deviceId());
            assertThat(api.self(after.deviceKey())).isEqualTo(after.deviceId());
            assertThat(api.list("/api/v1/devices")).hasSize(2);
            assertThat(api.list("/api/v1/edge/keys"))
                    .singleElement()
                    .satisfies(view ->
                            assertThat(view.get("registrations").intValue()).isEqualTo(2));
        }
    }

    @Test
    void leaves_the_database_and_the_development_key_and_nothing_else() throws IOException {
        try (AppProcess app = AppCommand.in(folder).serve()) {
            app.stop();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(folder::relativize))
                    .containsExactlyInAnyOrder(
                            Path.of("data", "registration.mv.db"), Path.of("data", "development-token.key"));
        }
    }

    @Test
    void keeps_the_data_folder_to_its_owner() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
        try (AppProcess app = AppCommand.in(folder).serve()) {
            app.stop();
        }
        assertThat(permissions("data")).isEqualTo("rwx------");
        assertThat(permissions("data/development-token.key")).isEqualTo("rw-------");
        assertThat(permissions("data/registration.mv.db")).isEqualTo("rw-------");
    }

    @Test
    void keeps_what_is_in_an_open_folder_to_its_owner() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        AppCommand.in(folder).run("migrate").assertWentWell();
        assertThat(permissions("data/registration.mv.db")).isEqualTo("rw-------");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }
}
