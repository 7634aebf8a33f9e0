package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM where requests are distributed among instances: first there come no more, then the process stops. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java can't send SIGTERM there")
@Timeout(180)
class DrainIT {

    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void says_not_ready_and_serves_on_for_the_drain_period_before_it_stops() {
        try (AppProcess app = AppCommand.withDatabaseIn(folder).serve("--drain-period", "5s", "--log-format", "json")) {
            assertThat(get(app, "/health/ready").statusCode()).isEqualTo(200);
            app.terminate();
            while (get(app, "/health/ready").statusCode() == 200) {
                assertThat(get(app, "/health/live").statusCode()).isEqualTo(200);
            }
            assertThat(get(app, "/health/ready").body()).isEqualTo("{\"status\":\"draining\"}");
            assertThat(get(app, "/api/v1/devices/verify").statusCode()).isEqualTo(401);
            Ended ended = app.awaitEnd();
            assertThat(ended.status()).isEqualTo(TERMINATED);
            assertThat(ended.err())
                    .extracting(DrainIT::message)
                    .containsSubsequence(
                            "not ready any more; serving on for 5 s",
                            "stopping: running requests may finish",
                            "stopped");
        }
    }

    @Test
    void needs_no_time_by_default() {
        try (AppProcess app = AppCommand.withDatabaseIn(folder).serve("--management-port", "0")) {
            assertThat(app.awaitOutput("  Metrics: ")).matches(".*http://127\\.0\\.0\\.1:\\d+/metrics");
            Ended ended = app.stop();
            assertThat(ended.status()).isEqualTo(TERMINATED);
            assertThat(ended.err()).noneMatch(line -> line.contains("serving on"));
        }
    }

    private static String message(String line) {
        try {
            return new ObjectMapper().readTree(line).get("formattedMessage").textValue();
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static HttpResponse<String> get(AppProcess app, String path) {
        return Api.send(HttpRequest.newBuilder(app.url().resolve(path))
                .timeout(AppProcess.PATIENCE)
                .build());
    }
}
