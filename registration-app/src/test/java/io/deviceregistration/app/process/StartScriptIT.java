package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

    /** Makes an empty file of an archive, and tells of its options. */
    private static final String FAKE = """
            for option; do
              case $option in
                -XX:AOTCacheOutput=*) : >"${option#*=}" ;;
                -Xlog:class+load) echo 'io.deviceregistration.app.Main source: shared objects file' ;;
              esac
            done
            printf '%s\n' "$@"
            """;

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
    void starts_the_app_by_a_link_to_its_folder() throws IOException {
        Files.createSymbolicLink(folder.resolve("commands"), home.resolve("bin"));
        assertThat(command.shell("exec commands/device-registration --version")
                        .assertWentWell()
                        .out())
                .hasSize(1);
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
    void starts_from_an_archive_once_it_has_made_one() throws IOException {
        // In a folder without a blank: JDK 17 archives nothing from others.
        Path plain = Distribution.packaged().unpack(folder.resolve("plain"));
        String script = plain.resolve("bin/device-registration").toString();
        AppCommand serve = command.with("REGISTRATION_HTTP_PORT", "0").with("JAVA_OPTS", "-Xlog:class+load");
        assertThat(fromArchive(serve, script)).isFalse();

        // It touches nothing that settings name.
        command.with("REGISTRATION_DB_URL", "jdbc:h2:tcp://127.0.0.1:1/none")
                .shell(script + " archive")
                .assertWentWell();
        assertThat(plain).isDirectoryContaining(file -> file.toString().endsWith(".archive"));
        assertThat(plain).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
        assertThat(fromArchive(serve, script)).isTrue();

        Path moved = Files.move(plain, folder.resolve("moved"));
        String movedScript = moved.resolve("bin/device-registration").toString();
        try (AppProcess app = serve.program(List.of(movedScript)).awaitReady()) {
            List<String> out = app.stop().out();
            assertThat(isArchived("app.RegistrationApp", out)).isFalse();
            assertThat(out)
                    .as("the command for a token")
                    .anyMatch(line -> line.contains("java -jar moved/registration-app.jar token"));
        }
    }

    @Test
    void starts_from_an_archive_of_these_jars_and_this_java_alone() throws IOException {
        Path jdk = fakeJava("25.0.1", FAKE);
        // What a shell takes for a pattern and a number, and one that is too large for some.
        Path adapter = Files.createDirectory(home.resolve("adapters")).resolve("a * 99999999999999999999 08.jar");
        Files.writeString(adapter, "an adapter");
        AppCommand serve = command.with("JAVA_HOME", jdk.toString());
        assertThat(archiveOf(serve)).isEmpty();
        serve.shell(LINK + " archive").assertWentWell();
        List<String> archive = archiveOf(serve);
        assertThat(archive).hasSize(1);
        Files.createFile(folder.resolve("7"));
        assertThat(archiveOf(serve)).as("beside a file with a number's name").isEqualTo(archive);
        assertThat(archiveOf(serve.with("JAVA_HOME", "jdk")))
                .as("the same Java, as seen from here")
                .isEqualTo(archive);
        for (Path file : List.of(
                firstOf(home, "lib/registration-core-*.jar"),
                home.resolve("registration-app.jar"),
                adapter,
                jdk.resolve("release"))) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, withAnotherEnd(bytes));
            assertThat(archiveOf(serve)).as("another %s of the same size", file).isEmpty();
            Files.write(file, bytes);
            assertThat(archiveOf(serve)).as("this %s again", file).isEqualTo(archive);
        }
        Files.writeString(firstOf(home, "lib/HikariCP-*.jar"), "\n", StandardOpenOption.APPEND);
        assertThat(archiveOf(serve)).as("a longer jar").isEmpty();
    }

    @Test
    void starts_from_no_archive_that_was_made_in_another_folder() throws IOException {
        Path jdk = fakeJava("25.0.1", FAKE);
        AppCommand serve = command.with("JAVA_HOME", jdk.toString());
        serve.shell(LINK + " archive").assertWentWell();
        assertThat(archiveOf(serve)).hasSize(1);
        Path another = Files.move(home, home.resolveSibling(home.getFileName() + " moved"));
        assertThat(archiveOf(serve, "exec '" + another.resolve("bin/device-registration") + "'"))
                .isEmpty();
        Files.move(another, home);
        assertThat(archiveOf(serve)).as("back again").hasSize(1);
    }

    private static List<String> archiveOf(AppCommand serve) {
        return archiveOf(serve, LINK);
    }

    private static List<String> archiveOf(AppCommand serve, String script) {
        return serve.shell(script).assertWentWell().out().stream()
                .filter(option -> option.startsWith("-XX:AOTCache="))
                .toList();
    }

    private static Path firstOf(Path folder, String pattern) throws IOException {
        Path glob = Path.of(pattern);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                folder.resolve(glob.getParent()), glob.getFileName().toString())) {
            return found.iterator().next();
        }
    }

    private static byte[] withAnotherEnd(byte[] bytes) {
        byte[] another = bytes.clone();
        another[bytes.length - 1] ^= 1;
        return another;
    }

    private static boolean fromArchive(AppCommand serve, String script) {
        try (AppProcess app = serve.program(List.of(script)).awaitReady()) {
            HttpRequest ready =
                    HttpRequest.newBuilder(app.url().resolve("/health/ready")).build();
            assertThat(Api.send(ready).statusCode()).isEqualTo(200);
            List<String> classes = app.stop().out();
            boolean archived = isArchived("app.RegistrationApp", classes);
            assertThat(isArchived("http.ReadinessResponse", classes)).isEqualTo(archived);
            return archived;
        }
    }

    private static boolean isArchived(String name, List<String> classes) {
        return classes.stream()
                .anyMatch(line -> line.contains("io.deviceregistration." + name + " source: shared objects file"));
    }

    @Test
    void makes_no_archive_of_what_went_wrong_and_says_so() throws IOException {
        Path java = fakeJava("25.0.1", "exit 1");
        Ended ended = command.with("JAVA_HOME", java.toString()).shell(LINK + " archive");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).containsExactly("device-registration: no archive of classes was made");
        assertThat(home).isDirectoryNotContaining(file -> file.toString().contains("archive"));
    }

    @Test
    void keeps_no_archive_that_java_makes_but_does_not_use() throws IOException {
        Path java = fakeJava("25.0.1", FAKE.replace("shared objects file", "jar"));
        Ended ended = command.with("JAVA_HOME", java.toString()).shell(LINK + " archive");
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.err())
                .containsExactly("device-registration: this Java uses no archive of classes from " + home.toRealPath()
                        + "; 17 may from a folder with plain letters alone");
        assertThat(home).isDirectoryNotContaining(file -> file.toString().contains("archive"));
    }

    @Test
    void makes_an_archive_without_arguments_alone() throws IOException {
        Path java = fakeJava("25.0.1", "exit 1");
        Ended ended = command.with("JAVA_HOME", java.toString()).shell(LINK + " archive --help");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).containsExactly("device-registration: archive takes no arguments");
    }

    @Test
    void has_none_where_java_keeps_none() throws IOException {
        Path java = fakeJava("17.0.1", "exit 0");
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\nJVM_VARIANT=\"Openj9\"\n");
        Ended ended = command.with("JAVA_HOME", java.toString()).shell(LINK + " archive");
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.err()).containsExactly("device-registration: this Java keeps no archive of classes");
    }

    /** A JDK whose java does no more than this. */
    private Path fakeJava(String version, String commands) throws IOException {
        Path jdk = folder.resolve("jdk");
        Path java = jdk.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nSOURCE=\"1\"\n");
        return jdk;
    }

    @Test
    void takes_the_java_of_java_home_before_the_one_on_the_path() {
        Ended ended =
                command.with("JAVA_HOME", folder.resolve("no jdk").toString()).shell(LINK + " --version");
        assertThat(ended.status()).isEqualTo(127);
        assertThat(ended.err())
                .containsExactly("device-registration: there is no " + folder
                        + "/no jdk/bin/java: install Java 17 or newer, or let JAVA_HOME name the folder of one");
    }
}
