package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of an app that was killed and of one that runs, both under load, and what is restored from them. */
@Timeout(240)
class BackupIT {

    private static final int ANSWERS = 60;

    /** A backup, and what had been answered before it was begun. */
    private record Made(Path file, Collection<Registered> devices, Collection<ProvisioningKey> revoked) {}

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();

    @Test
    void have_all_that_was_answered_before_and_nothing_half() throws Exception {
        AppCommand command = AppCommand.withDatabaseIn(folder);
        Made killed;
        try (AppProcess app = command.serve()) {
            RegistrationLoad load = load(Api.of(app, command), 0);
            app.killForcibly();
            load.awaitEnd();
            killed = backUp(command, "killed.zip");
        }
        Made running;
        try (AppProcess app = command.serve()) {
            RegistrationLoad load = load(Api.of(app, command), 1);
            running = backUp(command, "running.zip");
            load.stop().awaitEnd();
            assertThat(app.stop().err())
                    .as("the log")
                    .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        }
        assertRestored(killed);
        assertRestored(running);
    }

    private RegistrationLoad load(Api api, int round) throws InterruptedException {
        RegistrationLoad load = new RegistrationLoad(api, ledger, round, ANSWERS).start();
        load.awaitEnough();
        return load;
    }

    private Made backUp(AppCommand command, String name) {
        Made backup = new Made(folder.resolve(name), ledger.devices(), ledger.revokedKeys());
        command.run("backup", "--to", name).assertWentWell();
        return backup;
    }

    private void assertRestored(Made backup) throws IOException {
        AppCommand command = AppCommand.in(Files.createTempDirectory(folder, "restored"));
        command.run("restore", "--from", backup.file().toString()).assertWentWell();
        try (AppProcess app = command.serve()) {
            int devices = new PromiseCheck(Api.of(app, command))
                    .isWhole()
                    .keeps(backup.devices())
                    .refuses(backup.revoked())
                    .devices();
            assertThat(devices).isGreaterThanOrEqualTo(ANSWERS);
        }
    }

    @Test
    void are_their_owners_alone_and_never_take_another_files_place() throws IOException {
        AppCommand command = AppCommand.withDatabaseIn(folder);
        Path backup = folder.resolve("backup.zip");
        try (AppProcess app = command.serve()) {
            command.run("backup", "--to", "backup.zip").assertWentWell();
            if (Files.getFileStore(backup).supportsFileAttributeView("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                        .isEqualTo("rw-------");
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("data/backup-socket"))))
                        .isEqualTo("rwx------");
            }
            byte[] before = Files.readAllBytes(backup);
            command.run("backup", "--to", "backup.zip").assertRefused(1, "backup.zip is there already");
            assertThat(backup).hasBinaryContent(before);
            app.stop();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> !Files.isDirectory(file)).map(folder::relativize))
                    .containsExactlyInAnyOrder(
                            Path.of("backup.zip"),
                            Path.of("data", "registration.mv.db"),
                            Path.of("data", "development-token.key"));
        }
    }
}
