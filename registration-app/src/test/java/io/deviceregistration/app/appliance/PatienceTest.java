package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final List<Duration> rests = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 5;

    @Test
    void rests_longer_each_time_up_to_half_a_minute_and_never_the_same() {
        Patience patience = patience(Duration.ofHours(1));
        for (int i = 0; i < 12; i++) {
            patience.rest("no answer", null);
        }
        long longest = 250;
        for (Duration rest : rests) {
            assertThat(rest.toMillis()).isBetween(longest / 2, longest);
            longest = Math.min(30_000, longest * 2);
        }
        assertThat(rests.subList(8, 12)).doesNotHaveDuplicates();
    }

    @Test
    void rests_as_long_as_the_server_asks_if_that_is_longer() {
        Patience patience = patience(Duration.ofHours(1));
        patience.rest("busy", Duration.ofSeconds(20));
        patience.rest("busy", Duration.ZERO);
        assertThat(rests.get(0)).isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_250));
        assertThat(rests.get(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void ends_before_a_rest_that_outlasts_the_time_for_all() {
        Patience patience = patience(Duration.ofSeconds(10));
        patience.rest("busy", Duration.ofSeconds(9));
        assertThat(patience.left()).isBetween(Duration.ofMillis(750), Duration.ofSeconds(1));
        assertEnds(patience, null);
        assertEnds(patience(Duration.ofSeconds(10)), Duration.ofSeconds(10));
        assertEnds(patience(Duration.ofSeconds(10)), Duration.ofSeconds(999_999_999));
        assertThat(rests).hasSize(2);
    }

    /** Of what rests there is room for one at the most. */
    private static void assertEnds(Patience patience, @Nullable Duration asked) {
        assertThatThrownBy(() -> {
                    patience.rest("busy", asked);
                    patience.rest("busy", asked == null ? Duration.ofSeconds(1) : asked);
                })
                .isInstanceOfSatisfying(
                        NotRegisteredException.class,
                        e -> assertThat(e.status()).isEqualTo(ExitStatus.NOT_REACHED))
                .hasMessageContaining("within 10 s: busy");
    }

    private Patience patience(Duration whole) {
        return new Patience(
                whole,
                () -> nanos,
                new Random(1),
                time -> {
                    rests.add(time);
                    nanos += time.toNanos();
                },
                line -> {});
    }
}
