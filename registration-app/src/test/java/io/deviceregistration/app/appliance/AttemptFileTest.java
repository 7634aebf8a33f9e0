package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptFileTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private Path deviceKeyFile;
    private Path file;

    @BeforeEach
    void name_the_files() {
        deviceKeyFile = folder.resolve("device.key");
        file = folder.resolve("device.key.attempt");
    }

    @Test
    void keeps_its_key_for_its_owner_alone_until_it_is_over() throws IOException {
        String key;
        try (AttemptFile attempt = open()) {
            assertThat(attempt.isResumed()).isFalse();
            key = attempt.key();
            assertThat(attempt.key()).isEqualTo(key);
            assertThat(attempt.toString()).doesNotContain(key);
        }
        assertThat(file).hasContent(key + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AttemptFile.isBeside(deviceKeyFile)).isTrue();
        try (AttemptFile attempt = open()) {
            assertThat(attempt.isResumed()).isTrue();
            assertThat(attempt.key()).isEqualTo(key);
            attempt.end();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leaves_nothing_of_what_was_never_begun() {
        open().close();
        assertThat(folder).isEmptyDirectory();
    }

    /** Such a key was in no request: the file is on the disk before the first one. And "over" was not removed any more. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef", "short\n", "over\n"})
    void begins_anew_where_the_key_is_not_whole(String content) throws IOException {
        Files.writeString(file, content);
        try (AttemptFile attempt = open()) {
            assertThat(attempt.isResumed()).isFalse();
            assertThat(attempt.key()).isNotEqualTo(content).hasSize(32);
            assertThat(file).hasContent(attempt.key() + "\n");
        }
    }

    @Test
    void is_nobody_elses_at_the_same_time() {
        try (AttemptFile attempt = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(NotRegisteredException.class)
                    .hasMessageContaining("another registration is under way");
            assertThat(attempt.key()).hasSize(32);
        }
        open().close();
    }

    private AttemptFile open() {
        return AttemptFile.open(deviceKeyFile, RANDOM);
    }
}
