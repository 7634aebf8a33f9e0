package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final String DATE = "Fri, 27 Nov 2026 16:00:00 GMT";

    @Test
    void is_a_number_of_seconds() {
        assertThat(retryAfter("120", DATE)).isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter("0", DATE)).isEqualTo(Duration.ZERO);
    }

    @Test
    void is_a_time_by_the_clock_of_the_server() {
        assertThat(retryAfter("Fri, 27 Nov 2026 16:01:30 GMT", DATE)).isEqualTo(Duration.ofSeconds(90));
        assertThat(retryAfter("Fri, 27 Nov 2026 15:59:59 GMT", DATE)).isEqualTo(Duration.ZERO);
        assertThat(retryAfter("Fri, 27 Nov 2026 16:01:30 GMT", "")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Fri, 99 Nov 2026 16:00:00 GMT"})
    void is_passed_over_if_it_is_neither(String text) {
        assertThat(retryAfter(text, DATE)).isNull();
    }

    private static @Nullable Duration retryAfter(String text, String date) {
        return RetryAfter.of(
                HttpHeaders.of(Map.of("Retry-After", List.of(text), "Date", List.of(date)), (name, value) -> true));
    }
}
