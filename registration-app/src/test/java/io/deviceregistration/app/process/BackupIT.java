package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups that are made while the app runs, and what is restored from them. */
@Timeout(240)
class BackupIT {

    private static final int BACKUPS = 2;
    private static final int ANSWERS = 60;

    /** A backup, and what had been answered before it was begun. */
    private record Made(Path file, Collection<Registered> devices, Collection<ProvisioningKey> revoked) {}

    @TempDir
    Path folder;

    @Test
    void have_all_that_was_answered_before_and_nothing_half() throws Exception {
        AppCommand command = AppCommand.in(folder);
        List<Made> backups = new ArrayList<>();
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, command);
            Ledger ledger = new Ledger();
            for (int round = 0; round < BACKUPS; round++) {
                RegistrationLoad load = new RegistrationLoad(api, ledger, round, ANSWERS).start();
                load.awaitEnough();
                Made backup =
                        new Made(folder.resolve("backup-" + round + ".zip"), ledger.devices(), ledger.revokedKeys());
                command.run("backup", "--to", backup.file().toString()).assertWentWell();
                load.stop().awaitEnd();
                backups.add(backup);
            }
            assertThat(app.stop().err()).as("the log").noneMatch(line -> line.contains("WARN"));
        }
        for (Made backup : backups) {
            assertRestored(backup);
        }
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
        AppCommand command = AppCommand.in(folder);
        Path backup = folder.resolve("backup.zip");
        try (AppProcess app = command.serve()) {
            command.run("backup", "--to", "backup.zip").assertWentWell();
            if (Files.getFileStore(backup).supportsFileAttributeView("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                        .isEqualTo("rw-------");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/backup"))))
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

    @Test
    void can_be_made_after_the_app_was_killed_and_again_when_it_runs() {
        AppCommand command = AppCommand.in(folder);
        Registered device;
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, command);
            device = api.register(api.createKey(), "round 0 device");
            app.killForcibly();
        }
        command.run("backup", "--to", "stopped.zip").assertWentWell();
        try (AppProcess app = command.serve()) {
            command.run("backup", "--to", "running.zip").assertWentWell();
        }
        for (String backup : List.of("stopped.zip", "running.zip")) {
            command.run("restore", "--from", backup, "--data-dir", "of-" + backup)
                    .assertWentWell();
            try (AppProcess app = command.serve("--data-dir", "of-" + backup)) {
                assertThat(Api.of(app, "none").self(device.deviceKey())).isEqualTo(device.deviceId());
            }
        }
    }
}
