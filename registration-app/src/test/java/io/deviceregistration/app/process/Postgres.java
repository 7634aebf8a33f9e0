package io.deviceregistration.app.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of these tests' own. It can be stopped as by a crash, and started again as it was. */
final class Postgres implements AutoCloseable {

    /** Owns the databases; is no administrator, and must say its password. */
    static final String USER = "registration";

    static final String PASSWORD = "a-password-to-be-found-nowhere";

    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres server;
    private final Path control;
    private Path data = Path.of("");

    private Postgres() throws IOException {
        server = EmbeddedPostgres.builder()
                // The worst that its administrator may have chosen; the app is to see to its own commits.
                .setServerConfig("synchronous_commit", "off")
                .setDataDirectoryCustomizer(this::askForPasswords)
                .start();
        control = control();
        run("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
    }

    /** One for all who leave it running; it ends with the JVM. */
    static Postgres shared() {
        return Shared.SERVER;
    }

    static Postgres start() {
        try {
            return new Postgres();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    PostgresDatabase newDatabase() {
        String name = "registration_" + databases.incrementAndGet();
        run("CREATE DATABASE " + name + " OWNER " + USER);
        return database(name);
    }

    /** A database of this name, which perhaps isn't there. */
    PostgresDatabase database(String name) {
        return new PostgresDatabase("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name);
    }

    /** Ends without a farewell to clients and without writing down what is in memory: the next start recovers it. */
    void stopImmediately() {
        control("stop", "-m", "immediate", "-w");
    }

    /** Starts again, on the same port, and doesn't wait until it is ready. */
    void startAgain() {
        control("restart", "-W");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void run(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void askForPasswords(File dataDirectory) {
        data = dataDirectory.toPath();
        Path rules = data.resolve("pg_hba.conf");
        try {
            Files.writeString(rules, "host all " + USER + " all scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The control program beside the running server's program. */
    private Path control() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        Path program =
                Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow());
        return program.resolveSibling(program.getFileName().toString().replace("postgres", "pg_ctl"));
    }

    private void control(String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to be run by root, so root becomes somebody else.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                control.toString(),
                "-D",
                data.toString(),
                "-l",
                data.resolve("server.log").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(data.resolve("control.log").toFile()))
                    .start();
            if (!process.waitFor(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(Files.readString(data.resolve("control.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Shared {
        static final Postgres SERVER = start();
    }
}
