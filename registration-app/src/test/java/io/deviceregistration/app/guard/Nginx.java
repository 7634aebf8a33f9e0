package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.MachineProgram;
import io.deviceregistration.app.process.ProcessOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of this machine's nginx that has a file of docs/guard for its configuration, in a folder of its own. */
final class Nginx implements AutoCloseable {

    /** Debian's is in a folder that not every path has. */
    static final MachineProgram PROGRAM = new MachineProgram(
            "nginx",
            "REGISTRATION_TEST_NGINX",
            "REGISTRATION_TEST_REQUIRE_NGINX",
            List.of("nginx"),
            List.of("/usr/sbin"));

    /** Where the file has it listen. */
    static final String ADDRESS = "127.0.0.1:8081";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    /** What a system's own nginx.conf has around what it includes. One process: nothing is left behind if it is killed. */
    private static final String AROUND = """
            daemon off;
            master_process off;
            error_log stderr notice;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path client;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include device-guard.conf;
            }
            """;

    private final Process process;
    private final ProcessOutput log;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.log = new ProcessOutput(process.getErrorStream());
        this.port = port;
    }

    /** Serves as the file says, on a free port in place of the file's own. */
    static Nginx serve(Path folder, GuardFile file) throws IOException {
        Files.writeString(folder.resolve("nginx.conf"), AROUND);
        // Somebody else may get the port before nginx does.
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Nginx nginx = start(folder, file);
            try {
                nginx.log.await("listening", line -> line.contains("event method"), PATIENCE);
                return nginx;
            } catch (AssertionError e) {
                nginx.process.destroyForcibly();
                assertThat(nginx.log.awaitEnd(PATIENCE)).anyMatch(line -> line.contains("Address already in use"));
            }
        }
        throw new AssertionError("found no free port");
    }

    private static Nginx start(Path folder, GuardFile file) throws IOException {
        int port = freePort();
        Files.writeString(
                folder.resolve("device-guard.conf"),
                file.with(ADDRESS, "127.0.0.1:" + port).text());
        Process process = new ProcessBuilder(
                        PROGRAM.get().toString(), "-e", "stderr", "-p", folder.toString(), "-c", "nginx.conf")
                .start();
        return new Nginx(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("nginx does not end: " + log.lines());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
