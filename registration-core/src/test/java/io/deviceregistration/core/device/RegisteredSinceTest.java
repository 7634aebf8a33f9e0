package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegisteredSinceTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.006Z, 2026-01-02T03:04:05.006Z",
        "2026-01-02T03:04:05.006000001Z, 2026-01-02T03:04:05.007Z",
        "2026-01-02T03:04:05.006999999Z, 2026-01-02T03:04:05.007Z",
        "2026-12-31T23:59:59.9990001Z, 2027-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"
    })
    void is_to_the_millisecond_and_includes_no_device_that_registered_before(String given, String expected) {
        assertThat(new RegisteredSince(Instant.parse(given)).at()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0000-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999000001Z", "+1000000000-12-31T23:59:59Z"
            })
    void refuses_what_not_every_database_knows(String given) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new RegisteredSince(Instant.parse(given)));
    }

    @Test
    void includes_its_own_millisecond_and_all_later_ones() {
        Instant at = Instant.parse("2026-01-02T03:04:05.006Z");
        RegisteredSince since = new RegisteredSince(at);
        assertThat(since.includes(at.minusMillis(1))).isFalse();
        assertThat(since.includes(at)).isTrue();
        assertThat(since.includes(at.plusMillis(1))).isTrue();
    }
}
