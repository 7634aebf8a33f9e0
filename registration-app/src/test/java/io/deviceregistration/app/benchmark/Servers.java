package io.deviceregistration.app.benchmark;

import static java.util.stream.Collectors.joining;

import io.deviceregistration.app.process.Api;
import io.deviceregistration.app.process.AppCommand;
import io.deviceregistration.app.process.AppProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Starts the packaged app and the floors, each as a process of its own with the same options of the JVM. */
final class Servers {

    /** The jars of Javalin and what it depends on, and of what both log with, by how their names begin. */
    private static final Set<String> JAVALIN = Set.of(
            "javalin-", "jetty-", "jakarta.", "asm-", "kotlin-stdlib-", "annotations-", "slf4j-api-", "logback-");

    private final Path folder;
    private final List<String> jvmOptions;

    Servers(Path folder, List<String> jvmOptions) {
        this.folder = folder;
        this.jvmOptions = jvmOptions;
    }

    /** An app, and an administrator who can call it. */
    record App(AppProcess process, Api administrator) implements AutoCloseable {

        int port() {
            return process.url().getPort();
        }

        Api.ProvisioningKey unlimitedKey() {
            return administrator.createKey();
        }

        Api.ProvisioningKey limitedKey() {
            return administrator.createKey(1_000_000);
        }

        /** Stops it as its service manager would. */
        @Override
        public void close() {
            process.stop();
            process.close();
        }
    }

    /** A floor. */
    record Bare(AppProcess process) implements AutoCloseable {

        int port() {
            return process.url().getPort();
        }

        @Override
        public void close() {
            process.stop();
            process.close();
        }
    }

    App app(Database database) {
        AppCommand command = command(database);
        AppProcess process = command.serve();
        return new App(process, Api.of(process, command));
    }

    AppCommand command(Database database) {
        return database.settings(command());
    }

    private AppCommand command() {
        return new AppCommand(folder, jvmOptions, Map.of());
    }

    /** A route with nothing behind it. */
    Bare route() {
        return bare("127.0.0.1");
    }

    /** A route with nothing behind it that starts from an archive of its classes, as the start script has the app start. */
    Bare routeFrom(Path archive) {
        Path jar = folder.resolve("bare.jar");
        BareServerJar.write(jar);
        List<String> program = List.of(
                Files.exists(archive) ? AppCommand.fromArchive(archive) : AppCommand.leavingArchive(archive),
                "-cp",
                javalinClassPath() + File.pathSeparator + jar,
                BareServer.class.getName());
        return new Bare(command().java(program, "127.0.0.1").awaitReady());
    }

    /** No other jars: each that a JVM opens takes a while. */
    private static String javalinClassPath() {
        try (Stream<Path> jars = Files.list(AppCommand.JAR.resolveSibling("lib"))) {
            return jars.filter(
                            jar -> JAVALIN.stream().anyMatch(jar.getFileName().toString()::startsWith))
                    .sorted()
                    .map(Path::toString)
                    .collect(joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Routes that read or write one row. */
    Bare onRows(Database database, String provisioningKeyId, String names) {
        return bare(database.bareArguments(provisioningKeyId, names));
    }

    private Bare bare(String... arguments) {
        return new Bare(command()
                .java(List.of("-cp", bareClassPath(), BareServer.class.getName()), arguments)
                .awaitReady());
    }

    /** The app's libraries, and these classes; jars first. */
    static String bareClassPath() {
        Path classes = Path.of(System.getProperty("app.testClasses", "target/test-classes"))
                .toAbsolutePath();
        return AppCommand.JAR.resolveSibling("lib") + File.separator + "*" + File.pathSeparator + classes;
    }

    /** A database of which another process has no need. */
    Database h2(String name) {
        try {
            return Database.h2(Files.createDirectories(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }
}
