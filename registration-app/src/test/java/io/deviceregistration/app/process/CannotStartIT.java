package io.deviceregistration.app.process;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the way of a start though the settings are well-formed: one line, and status 1. */
class CannotStartIT {

    private static final int CANNOT_START = 1;

    @TempDir
    Path folder;

    private AppCommand command;

    @BeforeEach
    void in_an_empty_folder() {
        command = AppCommand.in(folder);
    }

    @Test
    void refuses_a_port_that_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            command.run("--http-port", port).assertRefused(CANNOT_START, "127.0.0.1:" + port, "choose another");
        }
    }

    @Test
    void refuses_a_data_folder_that_is_a_file() throws IOException {
        Files.createFile(folder.resolve("data"));
        command.run().assertRefused(CANNOT_START, "data", "is a file", "--data-dir");
    }

    @Test
    void refuses_a_data_folder_below_a_file() throws IOException {
        Files.createFile(folder.resolve("file"));
        command.run("--data-dir", "file/data").assertRefused(CANNOT_START, "file/data", "can't be made", "--data-dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---------", "r-x------", "-wx------"})
    void refuses_a_data_folder_that_it_may_not_use(String permissions) throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(permissions));
        assumeFalse(Files.isReadable(data) && Files.isWritable(data), "permissions don't hold this user back");
        command.run().assertRefused(CANNOT_START, "data", "may not be read and written", "--data-dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "dG9vIHNob3J0"})
    void refuses_a_damaged_development_key(String content) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("development-token.key"), content);
        command.run("--http-port", "0").assertRefused(CANNOT_START, "development-token.key", "damaged", "delete it");
        command.run("token", "--tenant", "demo").assertRefused(CANNOT_START, "development-token.key", "damaged");
    }
}
