package io.deviceregistration.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code rehearse}: starts a server as {@code serve} does with its defaults, asks it what is asked first and stops it, so that a
 * JVM that archives the classes it loads has those of a server. It heeds no other setting: it must not touch what they name.
 */
final class RehearseCommand {

    static final String NAME = "rehearse";

    /** By whoever waits for a start's end, and by browsers; what answers them loads no more classes than a start needs. */
    private static final List<String> FIRST = List.of("/health/ready", "/settings/edge-registration-keys");

    private RehearseCommand() {}

    static SettingSources sources(String dataDir) {
        // The port by a variable, so that what reads those is archived, too.
        return new SettingSources(Map.of(Setting.DATA_DIR, dataDir), Map.of(Setting.HTTP_PORT.variable(), "0"), null);
    }

    static void run(Settings settings, PrintWriter out) {
        try (RegistrationApp app = RegistrationApp.start(settings)) {
            out.print(Welcome.text(settings, app.port(), app.operationsPort()));
            for (String path : FIRST) {
                ask(app.port(), path);
            }
        } catch (IOException e) {
            throw new CannotStartException("the server that was started doesn't answer: " + e.getMessage());
        }
    }

    private static void ask(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream request = socket.getOutputStream()) {
            request.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            request.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new IOException(path + ": " + answer.lines().findFirst().orElse("nothing"));
            }
        }
    }
}
