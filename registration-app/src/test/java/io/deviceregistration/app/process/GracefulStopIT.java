package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, as service managers and container platforms send it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java can't send SIGTERM there")
class GracefulStopIT {

    /** 128 + SIGTERM: what a shell or a service manager expects of a process that ended because it was told to. */
    private static final int TERMINATED = 143;

    private static final String BODY = "{\"name\": \"in time\"}";
    private static final int HALF = BODY.length() / 2;

    /** More than the second after which Jetty by itself would give up on a silent client while it stops. */
    private static final Duration PAUSE = Duration.ofMillis(1500);

    @TempDir
    Path folder;

    @Test
    void lets_a_running_request_finish() throws IOException {
        AppCommand command = AppCommand.withDatabaseIn(folder);
        String token;
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, command);
            token = api.token();
            try (SlowRequest request = halfSent(app, api.createKey())) {
                app.terminate();
                app.awaitLog("stopping");
                awaitRefusal(app.url());
                assertThat(request.isAnsweredWithin(PAUSE)).isFalse();
                request.send(BODY.substring(HALF));
                assertThat(request.readLine()).startsWith("HTTP/1.1 201 ");
            }
            assertThat(app.awaitEnd().status()).isEqualTo(TERMINATED);
            app.awaitLog("stopped");
        }
        try (AppProcess app = command.serve()) {
            assertThat(Api.of(app, token).list("/api/v1/devices"))
                    .singleElement()
                    .satisfies(
                            device -> assertThat(device.get("name").textValue()).isEqualTo("in time"));
        }
    }

    @Test
    void does_not_wait_for_idle_connections() throws IOException {
        try (AppProcess app = AppCommand.withDatabaseIn(folder).serve();
                SlowRequest idle = new SlowRequest(app.url());
                SlowRequest silent = new SlowRequest(app.url())) {
            idle.send("GET /api/v1/devices/self HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(idle.readLine()).startsWith("HTTP/1.1 401 ");
            app.terminate();
            // Less than the time that running requests are given.
            assertThat(app.awaitEnd(Duration.ofSeconds(10)).status()).isEqualTo(TERMINATED);
            assertThat(silent.readLine()).isEmpty();
        }
    }

    /** A registration whose handler waits for the rest of the body: it asked for it by answering 100. */
    private static SlowRequest halfSent(AppProcess app, ProvisioningKey key) throws IOException {
        SlowRequest request = new SlowRequest(app.url());
        request.send("POST /api/v1/devices/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "X-Provisioning-Key: " + key.key() + "\r\nContent-Length: " + BODY.length()
                + "\r\nExpect: 100-continue\r\n\r\n");
        assertThat(request.readLine()).startsWith("HTTP/1.1 100 ");
        assertThat(request.readLine()).isEmpty();
        request.send(BODY.substring(0, HALF));
        return request;
    }

    /**
     * Until the port is closed; whatever a connection that came before gets. One that is accepted just as accepting ends may
     * get nothing until the process has ended.
     */
    private static void awaitRefusal(URI server) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < AppProcess.PATIENCE.toNanos()) {
            try (SlowRequest late = new SlowRequest(server)) {
                late.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                late.isAnsweredWithin(Duration.ofSeconds(1));
            } catch (ConnectException e) {
                return;
            } catch (IOException e) {
                continue;
            }
        }
        throw new AssertionError("still accepts connections");
    }
}
