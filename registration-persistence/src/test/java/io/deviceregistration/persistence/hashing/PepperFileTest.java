package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import io.deviceregistration.persistence.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PepperFileTest {

    private static final String REMEDY = "; \"openssl rand -base64 32\" prints a line for it";

    private final byte[] first = Keys.pepper();
    private final byte[] second = Keys.pepper();

    @TempDir
    private Path folder;

    @Test
    void holds_the_current_pepper_and_perhaps_the_previous_one() throws IOException {
        assertThat(Peppers.read(file(base64(first))))
                .hasToString(Peppers.of(first).toString());
        assertThat(Peppers.read(file(base64(first) + "\n" + base64(second) + "\n")))
                .hasToString(Peppers.of(first, second).toString());
    }

    @Test
    void may_have_comments_blank_lines_and_the_line_ends_of_windows() throws IOException {
        Path file = file("# since March\r\n\r\n \t" + base64(first) + " \r\n  # before\r\n" + base64(second) + "\r\n");

        assertThat(Peppers.read(file)).hasToString(Peppers.of(first, second).toString());
    }

    @Test
    void is_refused_where_there_is_none() {
        refuses(folder.resolve("none"), " does not exist");
    }

    @Test
    void is_refused_where_it_cannot_be_read() {
        refuses(folder, " can't be read (IOException)");
    }

    @Test
    void is_refused_without_a_pepper() throws IOException {
        refuses(file(""), " holds no pepper");
        refuses(file("# to do\n\n"), " holds no pepper");
    }

    @Test
    void is_refused_with_three_peppers() throws IOException {
        refuses(
                file(base64(first) + "\n" + base64(second) + "\n\n" + base64(Keys.pepper())),
                ", line 4: only the current pepper and the previous one may be listed");
    }

    @Test
    void is_refused_with_the_same_pepper_twice() throws IOException {
        refuses(file(base64(first) + "\n" + base64(first)), ", line 2: repeats an earlier line");
    }

    @Test
    void is_refused_with_a_short_pepper() throws IOException {
        refuses(file(base64(first) + "\n" + base64(new byte[31])), ", line 2: must have at least 32 bytes, has 31");
    }

    @Test
    void is_refused_with_a_line_that_is_not_base64_and_shows_nothing_of_it() throws IOException {
        refuses(file("#\nhunter2, hunter2, hunter2, hunter2, hunter2"), ", line 2: is not standard base64");
        refuses(file("__________________________________________8="), ", line 1: is not standard base64");
    }

    @Test
    void is_refused_when_it_is_far_too_large() throws IOException {
        refuses(file("#".repeat(16_385)), " is larger than 16384 bytes");
    }

    @Test
    void a_file_that_others_may_read_is_taken_with_a_warning() throws IOException {
        assumePosix();
        Path file = file(base64(first));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        try (CapturedLog log = CapturedLog.of(PepperFile.class)) {
            Peppers.read(file);

            assertThat(log.lines(Level.WARN))
                    .containsExactly("The pepper file " + file
                            + " can be read by others than its owner; restrict it with: chmod 600");
        }
    }

    @Test
    void a_file_of_ones_own_is_taken_without_a_word() throws IOException {
        assumePosix();
        Path file = file(base64(first));

        try (CapturedLog log = CapturedLog.of(PepperFile.class)) {
            Peppers.read(file);

            assertThat(log.lines(Level.WARN)).isEmpty();
        }
    }

    private void assumePosix() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    }

    private static void refuses(Path file, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peppers.read(file))
                .withMessage("pepper file " + file + problem + REMEDY)
                .withNoCause();
    }

    private Path file(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("pepper"), content);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
