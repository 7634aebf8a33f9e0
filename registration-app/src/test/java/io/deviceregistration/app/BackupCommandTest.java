package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What backup and restore refuse in one line, leaving everything as it was; and what they keep to. */
class BackupCommandTest {

    private static final int CANNOT = 1;
    private static final int USAGE = 2;

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Map<String, String> environment = Map.of();
    private Path data;
    private Path backup;

    @BeforeEach
    void names() {
        data = folder.resolve("data");
        backup = folder.resolve("backup.zip");
    }

    @Test
    void a_backup_of_no_database() {
        assertRefused(CANNOT, "there is no database in " + data, "backup", "--to", backup.toString());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_backup_of_another_database_than_the_embedded_one() {
        assertRefused(USAGE, "--db-url", "backup", "--to", "x", "--db-url", "jdbc:postgresql://db/x");
        assertRefused(USAGE, "--db-url", "restore", "--from", "x", "--db-url", "jdbc:postgresql://db/x");
    }

    @Test
    void a_backup_to_nowhere() {
        assertRefused(USAGE, "--to", "backup");
        assertRefused(USAGE, "--from", "restore");
        migrate();
        Path nowhere = folder.resolve("nowhere/backup.zip");
        assertRefused(CANNOT, nowhere + " can't be written", "backup", "--to", nowhere.toString());
    }

    @Test
    void a_backup_of_a_schema_that_is_not_this_versions() throws IOException {
        Files.createDirectory(data);
        Files.createFile(data.resolve("registration.mv.db"));
        assertRefused(CANNOT, "bring it up to date with migrate first", "backup", "--to", backup.toString());
        assertThat(backup).doesNotExist();
        assertThat(data.toFile().list()).containsExactly("registration.mv.db");
    }

    @Test
    void a_restoration_over_a_database() throws IOException {
        backUp();
        byte[] before = Files.readAllBytes(data.resolve("registration.mv.db"));
        assertRefused(CANNOT, "has a database already", "restore", "--from", backup.toString());
        assertThat(data.resolve("registration.mv.db")).hasBinaryContent(before);
    }

    @Test
    void a_restoration_of_what_is_no_backup() throws IOException {
        assertRefused(CANNOT, "is not there", "restore", "--from", backup.toString());
        Files.writeString(backup, "not a zip");
        assertRefused(CANNOT, "is no backup", "restore", "--from", backup.toString());
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void a_restoration_of_a_damaged_backup() throws IOException {
        backUp();
        Files.delete(data.resolve("registration.mv.db"));
        byte[] whole = Files.readAllBytes(backup);
        Files.write(backup, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(CANNOT, "is damaged", "restore", "--from", backup.toString());
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 0x55;
        Files.write(backup, changed);
        assertRefused(CANNOT, "is damaged", "restore", "--from", backup.toString());
        assertThat(data).isEmptyDirectory();
        Files.write(backup, whole);
        assertThat(run("restore", "--from", backup.toString())).isZero();
        assertThat(data.resolve("registration.mv.db")).isNotEmptyFile();
    }

    @Test
    void a_restored_database_without_its_password() throws IOException {
        environment = Map.of("REGISTRATION_DB_USER", "owner", "REGISTRATION_DB_PASSWORD", "correct-horse");
        backUp();
        Files.delete(data.resolve("registration.mv.db"));
        assertThat(run("restore", "--from", backup.toString())).isZero();
        assertThat(run("migrate")).as(err.toString()).isZero();
        environment = Map.of();
        assertRefused(CANNOT, "refuses the user name or the password", "migrate");
    }

    @Test
    void leaves_the_copy_that_another_process_makes_and_deletes_those_of_processes_that_are_gone() throws Exception {
        Process gone =
                new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-version").start();
        gone.waitFor();
        migrate();
        Path others = Files.createFile(
                data.resolve("backup-in-progress-" + ProcessHandle.current().pid() + "-999999.mv.db"));
        Path leftOver = Files.createFile(data.resolve("backup-in-progress-" + gone.pid() + "-1.mv.db"));

        assertThat(run("backup", "--to", backup.toString())).as(err.toString()).isZero();
        assertThat(others).exists();
        assertThat(leftOver).doesNotExist();
    }

    private void backUp() {
        migrate();
        assertThat(run("backup", "--to", backup.toString())).as(err.toString()).isZero();
    }

    private void migrate() {
        assertThat(run("migrate")).as(err.toString()).isZero();
    }

    private void assertRefused(int status, String saying, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(err.toString()).isEqualTo(status);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("registration-app: ")
                .contains(saying);
    }

    private int run(String... arguments) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data-dir";
        all[arguments.length + 1] = data.toString();
        return new CommandLineInterface(environment, InputStream.nullInputStream(), nowhere, new PrintWriter(err, true))
                .run(all);
    }
}
