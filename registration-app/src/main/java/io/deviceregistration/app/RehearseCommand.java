package io.deviceregistration.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code rehearse}: starts a server as {@code serve} does with its defaults, asks it for the page and stops it, so that a JVM
 * that archives the classes it loads has those of a server. It heeds no other setting: it must not touch what they name.
 */
final class RehearseCommand {

    static final String NAME = "rehearse";

    /** Asked for by the first request of most; what answers it loads no more classes than a start needs. */
    private static final String PATH = "/settings/edge-registration-keys";

    private RehearseCommand() {}

    static SettingSources sources(String dataDir) {
        return new SettingSources(Map.of(Setting.DATA_DIR, dataDir, Setting.HTTP_PORT, "0"), Map.of(), null);
    }

    static void run(Settings settings, PrintWriter out) {
        try (RegistrationApp app = RegistrationApp.start(settings)) {
            out.print(Welcome.text(settings, app.port(), app.operationsPort()));
            ask(app.port());
        } catch (IOException e) {
            throw new CannotStartException("the server that was started doesn't answer: " + e.getMessage());
        }
    }

    private static void ask(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream request = socket.getOutputStream()) {
            request.write(("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            request.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new IOException(PATH + ": " + answer.lines().findFirst().orElse("nothing"));
            }
        }
    }
}
