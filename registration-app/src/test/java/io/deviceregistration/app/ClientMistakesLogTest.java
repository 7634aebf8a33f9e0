package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whoever can reach the server could fill its log, if it noted every bad request. */
final class ClientMistakesLogTest {

    private static final String LINE = "POST /api/v1/devices/register HTTP/1.1\r\n";

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        Logging.setLevel(Level.INFO);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        Logging.setLevel(level);
    }

    @Test
    void are_answered_and_not_logged() throws IOException {
        try (TestApp app = TestApp.start()) {
            String headers = "Host: x\r\nContent-Type: application/json\r\nX-Provisioning-Key: " + app.provisioningKey()
                    + "\r\n";
            log.list.clear();
            for (String request : List.of(
                    "GET / HTTP/9.9\r\n\r\n",
                    "GET  HTTP/1.1\r\n\r\n",
                    "\u0016\u0003\u0001\u0002\r\n\r\n",
                    LINE + "\r\n",
                    LINE + "Host: x\r\nHost: y\r\n\r\n",
                    LINE + "Host: \r\n\r\n",
                    LINE + "Host: x y\r\n\r\n",
                    LINE + "Host: x@y\r\n\r\n",
                    LINE + "Host: [::1\r\n\r\n",
                    LINE + "Host: x:99999999\r\n\r\n",
                    LINE + "Host: x: Authorization: Bearer token\r\n\r\n",
                    LINE + headers + "Content-Length: x\r\n\r\n",
                    LINE + headers + "Content-Length: 20\r\n\r\n{",
                    LINE + headers + "Content-Length: 1\r\n\r\n{",
                    LINE + headers + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
                    LINE + headers + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                    LINE + headers + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                    "GET /%zz;%zz?%zz HTTP/1.1\r\n" + headers + "\r\n")) {
                assertThat(RawHttp.exchange(app.port(), request)).startsWith("HTTP/1.1 4");
                breakOff(app.port(), request);
            }
            app.call("GET", "/api/v1/devices", Map.of()).hasStatus(401);
        }
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    /** Sends the request and resets the connection, whatever the server is at. */
    private static void breakOff(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoLinger(true, 0);
        }
    }
}
