package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** How an operator finds the log line of a request that went wrong. */
@Timeout(120)
final class RequestLogApiTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

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
    void a_line_has_the_id_of_its_request_and_trace_and_of_the_error_that_was_answered() throws Exception {
        Answer broken;
        try (TestApp app = broken()) {
            broken = app.call(
                            "GET",
                            "/api/v1/devices",
                            Map.of(
                                    "Authorization",
                                    "Bearer " + app.token("demo"),
                                    "X-Request-Id",
                                    "mine-1",
                                    "traceparent",
                                    "00-" + TRACE + "-00f067aa0ba902b7-01"))
                    .isProblem(500, "internal-error");
        }
        assertThat(broken.header("X-Request-Id")).isEqualTo("mine-1");
        ILoggingEvent event = errorLine();
        String errorId = broken.text("detail").replaceAll(".* ", "");
        assertThat(event.getFormattedMessage()).contains("internal error " + errorId);
        assertThat(event.getMDCPropertyMap())
                .containsEntry("request_id", "mine-1")
                .containsEntry("trace_id", TRACE);
        assertThat(plain(event))
                .contains("internal error " + errorId + " request_id=mine-1 trace_id=" + TRACE + "\n", "\tat ");
        JsonNode json = new ObjectMapper().readTree(new RedactingJsonEncoder().encode(event));
        assertThat(json.at("/mdc/request_id").textValue()).isEqualTo("mine-1");
        assertThat(json.at("/mdc/trace_id").textValue()).isEqualTo(TRACE);
        assertThat(json.at("/formattedMessage").textValue()).contains(errorId);
        assertThat(json.at("/throwable/className").textValue()).isNotBlank();
    }

    @Test
    void without_ids_of_its_own_a_request_has_ours_and_no_trace() throws Exception {
        Answer broken;
        try (TestApp app = broken()) {
            broken = app.call(
                    "GET",
                    "/api/v1/devices",
                    Map.of("Authorization", "Bearer " + app.token("demo"), "traceparent", "00-forged"));
        }
        assertThat(errorLine().getMDCPropertyMap())
                .containsOnly(Map.entry("request_id", broken.header("X-Request-Id")));
        assertThat(plain(errorLine())).contains(" request_id=" + broken.header("X-Request-Id") + "\n");
    }

    @Test
    void a_line_about_no_request_has_no_ids() {
        LoggerFactory.getLogger(RequestLogApiTest.class).error("by itself");
        assertThat(plain(errorLine())).endsWith("by itself\n");
    }

    @Test
    void a_secret_in_the_place_of_an_id_is_not_logged() throws Exception {
        String key;
        try (TestApp app = broken()) {
            key = app.token("demo");
            app.call("GET", "/api/v1/devices", Map.of("Authorization", "Bearer " + key, "X-Request-Id", key));
        }
        // Too long for an id, or taken out where it is not.
        assertThat(plain(errorLine())).doesNotContain(key);
        assertThat(new String(new RedactingJsonEncoder().encode(errorLine()), StandardCharsets.UTF_8))
                .doesNotContain(key);
    }

    private ILoggingEvent errorLine() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .reduce((first, second) -> {
                    throw new AssertionError(first + " and " + second);
                })
                .orElseThrow();
    }

    /** The line as it is written. */
    private String plain(ILoggingEvent event) {
        OutputStreamAppender<ILoggingEvent> appender = (OutputStreamAppender<ILoggingEvent>) root.getAppender("stderr");
        return ((LayoutWrappingEncoder<ILoggingEvent>) appender.getEncoder())
                .getLayout()
                .doLayout(event);
    }

    private static TestApp broken() throws SQLException {
        TestApp app = TestApp.start();
        try (var connection = DriverManager.getConnection(app.databaseUrl);
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE devices CASCADE");
        }
        return app;
    }
}
