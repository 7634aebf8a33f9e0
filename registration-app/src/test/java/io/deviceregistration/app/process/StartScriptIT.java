package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's start script, in a folder with a blank in its name and called by a link. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class StartScriptIT {

    private static final String LINK = "exec ./link";

    @TempDir
    Path folder;

    private Path home;
    private AppCommand command;

    @BeforeEach
    void unpack() throws IOException {
        home = Distribution.packaged().unpack(folder.resolve("a folder"));
        Files.createSymbolicLink(folder.resolve("link"), folder.relativize(home.resolve("bin/device-registration")));
        command = AppCommand.in(folder).with("JAVA_HOME", "").with("JAVA_OPTS", "");
    }

    @Test
    void starts_the_app() {
        assertThat(command.with("CDPATH", folder.toString())
                        .shell(LINK + " --version")
                        .assertWentWell()
                        .out())
                .singleElement()
                .asString()
                .startsWith("registration-app ");
    }

    @Test
    void prefers_the_runtime_beside_it_and_becomes_it() throws IOException {
        Path java = home.resolve("runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho $$\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> out = command.with("JAVA_HOME", folder.toString())
                .with("JAVA_OPTS", "-Dfirst=* -Dsecond=2")
                .shell("echo $$; " + LINK + " serve --data-dir 'my data'")
                .assertWentWell()
                .out();
        assertThat(out.get(1))
                .as("signals reach the app, which has the script's place")
                .isEqualTo(out.get(0));
        Path unpacked = home.toRealPath();
        assertThat(out.subList(2, out.size()))
                .containsSubsequence("-Dfirst=*", "-Dsecond=2", "-cp")
                .containsSequence(
                        "-cp",
                        unpacked + "/registration-app.jar:" + unpacked + "/adapters/*",
                        "io.deviceregistration.app.Main",
                        "serve",
                        "--data-dir",
                        "my data");
    }

    @Test
    void keeps_what_makes_the_next_start_quicker() throws IOException {
        // In a folder without a blank: JDK 17 archives nothing from others.
        Path plain = Distribution.packaged().unpack(folder.resolve("plain"));
        List<String> script = List.of(plain.resolve("bin/device-registration").toString());
        AppCommand serve = command.with("REGISTRATION_HTTP_PORT", "0");
        try (AppProcess first = serve.program(script).awaitReady()) {
            assertThat(first.stop().status()).isEqualTo(143);
        }
        assertThat(archives(plain)).hasSize(1);

        serve.shell(script.get(0) + " token --tenant demo").assertWentWell();
        try (AppProcess second =
                serve.with("JAVA_OPTS", "-Xlog:class+load").program(script).awaitReady()) {
            assertThat(second.output())
                    .anyMatch(line ->
                            line.contains("io.deviceregistration.app.RegistrationApp source: shared objects file"));
            second.stop();
        }
        assertThat(archives(plain)).as("it is kept, whatever is run").hasSize(1);
    }

    @Test
    void starts_where_it_may_not_keep_anything() {
        Path nowhere = folder.resolve("nowhere");
        AppCommand serve = command.with("REGISTRATION_HTTP_PORT", "0").with("CACHE_DIRECTORY", nowhere.toString());
        try (AppProcess app = serve.program(List.of("./link")).awaitReady()) {
            app.stop();
        }
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void keeps_no_half_of_an_archive() throws IOException {
        try (AppProcess app = command.with("REGISTRATION_HTTP_PORT", "0")
                .program(List.of("./link"))
                .awaitReady()) {
            // As when it is out of memory: the script goes on, the app doesn't.
            app.descendants().forEach(ProcessHandle::destroyForcibly);
            assertThat(app.awaitEnd().status()).isEqualTo(137);
        }
        assertThat(home).isDirectoryNotContaining(file -> file.toString().contains(".archive"));
    }

    @Test
    void takes_the_java_of_java_home_before_the_one_on_the_path() {
        Ended ended =
                command.with("JAVA_HOME", folder.resolve("no jdk").toString()).shell(LINK + " --version");
        assertThat(ended.status()).isEqualTo(127);
        assertThat(ended.err()).singleElement().asString().contains("no jdk/bin/java");
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".archive")).toList();
        }
    }
}
