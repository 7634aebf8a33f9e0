package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RedactingLayoutTest {

    private static final String KEY = "dvc_abcdefghijklmnopqrstuvwxyz234567";

    private final Logger logger = new LoggerContext().getLogger("io.deviceregistration.persistence.store.Transactions");
    private final RedactingLayout layout = new RedactingLayout();

    @Test
    void says_when_how_grave_in_which_thread_who_and_what() {
        assertThat(line(Level.WARN, "tried {}", null, Map.of(), "again"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) WARN  \\[a thread]"
                        + " i\\.d\\.persistence\\.store\\.Transactions tried again\\R");
        assertThat(line(Level.ERROR, "x", null, Map.of())).contains(" ERROR [a thread] ");
    }

    @Test
    void says_which_request_it_is_about() {
        assertThat(line(Level.INFO, "x", null, Map.of("request_id", "r-1", "trace_id", "t", "other", "o")))
                .endsWith(" x request_id=r-1 trace_id=t" + System.lineSeparator());
    }

    @Test
    void takes_keys_out_of_messages_and_of_what_caused_them() {
        Exception cause = new IllegalStateException("cause " + KEY, new IllegalArgumentException("deeper " + KEY));
        assertThat(line(Level.ERROR, "message " + KEY, cause, Map.of("request_id", KEY)))
                .contains("message dvc_abcdef…", "cause dvc_abcdef…", "deeper dvc_abcdef…", "\tat ")
                .doesNotContain(KEY);
    }

    private String line(
            Level level, String message, @Nullable Exception thrown, Map<String, String> mdc, Object... arguments) {
        LoggingEvent event =
                new LoggingEvent(RedactingLayoutTest.class.getName(), logger, level, message, thrown, arguments);
        event.setThreadName("a thread");
        event.setMDCPropertyMap(mdc);
        return layout.doLayout(event);
    }
}
