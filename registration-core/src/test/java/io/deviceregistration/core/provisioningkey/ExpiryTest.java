package io.deviceregistration.core.provisioningkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ExpiryTest {

    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00.500Z");

    @Test
    void has_millisecond_precision() {
        assertThat(new Expiry(NOW.plusNanos(999_999))).isEqualTo(new Expiry(NOW));
    }

    @Test
    void is_after_now_for_a_new_key() {
        assertThat(Expiry.after(NOW, NOW.plusMillis(1)).at()).isEqualTo(NOW.plusMillis(1));
        for (Instant bad : new Instant[] {NOW, NOW.plusNanos(999_999), NOW.minusMillis(1), Instant.MIN}) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> Expiry.after(NOW, bad))
                    .withMessage("must be in the future");
        }
    }

    @Test
    void is_in_the_year_9999_at_the_latest() {
        Instant latest = Instant.parse("9999-12-31T23:59:59.999Z");

        assertThat(new Expiry(latest.plusNanos(999_999)).at()).isEqualTo(latest);
        for (Instant bad : new Instant[] {latest.plusMillis(1), Instant.MAX}) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> new Expiry(bad))
                    .withMessage("must be in the year 9999 or before");
        }
    }
}
