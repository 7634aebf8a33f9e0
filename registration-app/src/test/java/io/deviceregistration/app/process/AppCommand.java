package io.deviceregistration.app.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the packaged app is started: in which folder, with which variables beside those that have nothing to do with it. */
public record AppCommand(Path workingDir, List<String> jvmOptions, Map<String, String> variables) {

    public static final Path JAR = Path.of(System.getProperty("app.jar", "target/registration-app.jar"))
            .toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** Starts faster on a machine with few cores; nothing in a test lives long enough for more. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** What the app makes by default, in its working directory. */
    private static final Path DATABASE = Path.of("data", "registration.mv.db");

    private static final boolean HAS_AOT_CACHE = Runtime.version().feature() >= 25;

    static AppCommand in(Path workingDir) {
        List<String> options = new ArrayList<>(SHORT_LIVED);
        // An archive is for a JVM with this option, which the start script gives it; the jar says the same to one
        // without.
        options.add("--enable-native-access=ALL-UNNAMED");
        archive().ifPresent(archive -> options.add(fromArchive(archive)));
        return new AppCommand(workingDir, options, Map.of());
    }

    /**
     * In a folder where an earlier start has made the database: a server starts there in half the time. For tests that are
     * about something else.
     */
    static AppCommand withDatabaseIn(Path workingDir) {
        try {
            Path data = Files.createDirectories(workingDir.resolve(DATABASE).getParent());
            Files.write(data.resolve(DATABASE.getFileName()), Migrated.DATABASE_FILE, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return in(workingDir);
    }

    /** The option of this JVM that has it take its classes from such an archive. */
    public static String fromArchive(Path archive) {
        return (HAS_AOT_CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
    }

    /** The option of this JVM that has it leave such an archive when it ends. */
    public static String leavingArchive(Path archive) {
        return (HAS_AOT_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
    }

    /** The classes of a server, from which one starts in half the time, if the build archived them for this JVM. */
    private static Optional<Path> archive() {
        try (Stream<Path> files = Files.list(JAR.getParent())) {
            return files.filter(file -> file.toString().endsWith(".archive")).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public AppCommand with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(variables);
        more.put(variable, value);
        return new AppCommand(workingDir, jvmOptions, more);
    }

    /** Starts the app with these arguments and returns at once. */
    AppProcess start(String... arguments) {
        return java(List.of("-jar", JAR.toString()), arguments);
    }

    /** Starts another program than the app, with the same options of the JVM. */
    public AppProcess java(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(jvmOptions);
        command.addAll(program);
        command.addAll(List.of(arguments));
        return started(command);
    }

    /** Serves on a free port with these arguments, and returns when it is ready. */
    public AppProcess serve(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--http-port", "0"));
        all.addAll(List.of(arguments));
        return start(all.toArray(String[]::new)).awaitReady();
    }

    /** Serves on a free port, started by the start script without an argument; returns when it is ready. */
    public AppProcess serveByScript() {
        Path script = JAR.resolveSibling("bin").resolve("device-registration");
        return with("REGISTRATION_HTTP_PORT", "0")
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("JAVA_OPTS", String.join(" ", jvmOptions))
                .started(List.of(script.toString()))
                .awaitReady();
    }

    /** Runs the app with these arguments to its end. */
    Ended run(String... arguments) {
        try (AppProcess process = start(arguments)) {
            return process.awaitEnd();
        }
    }

    /** Starts another program than Java and returns at once. */
    AppProcess program(List<String> command) {
        return started(command);
    }

    /** Runs a command line of a shell that finds this test's JDK first, to its end. */
    Ended shell(String commandLine) {
        try (AppProcess process = started(List.of("sh", "-c", commandLine))) {
            return process.awaitEnd();
        }
    }

    private AppProcess started(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingDir.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("REGISTRATION_") || name.endsWith("JAVA_OPTIONS"));
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.remove("JDK_JAVA_OPTIONS");
        environment.merge("PATH", JAVA.getParent().toString(), (path, first) -> first + File.pathSeparator + path);
        environment.putAll(variables);
        try {
            return new AppProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database that has the schema and nothing else: made once for all tests of a JVM. */
    private static final class Migrated {

        static final byte[] DATABASE_FILE = migrate();

        private static byte[] migrate() {
            try {
                Path folder = Files.createTempDirectory("migrated");
                try {
                    in(folder).run("migrate").assertWentWell();
                    return Files.readAllBytes(folder.resolve(DATABASE));
                } finally {
                    Folders.delete(folder);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
