package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class MutableClockTest {

    @Test
    void stands_still_until_it_is_moved() {
        MutableClock clock = MutableClock.at(Instant.EPOCH);

        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        clock.advance(Duration.ofMillis(5));
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(clock.millis()).isEqualTo(5);
        clock.set(Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }
}
