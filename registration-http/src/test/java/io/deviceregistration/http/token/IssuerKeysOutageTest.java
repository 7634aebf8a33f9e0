package io.deviceregistration.http.token;

import static io.deviceregistration.http.token.TestKeys.FIRST;
import static io.deviceregistration.http.token.TestKeys.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import io.deviceregistration.core.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for an issuer that takes a call and then says nothing. Keys that are held back come only when a test is over. */
@Timeout(60)
final class IssuerKeysOutageTest {

    private static final int CROWD = 4 * IssuerKeys.MAX_WAITING;

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-01-02T03:04:05Z"));
    private final HangingKeys published = new HangingKeys(FIRST);
    private final Background background = new Background();
    private final IssuerKeys keys = new IssuerKeys(published, clock, background);
    private final ExecutorService callers = Executors.newFixedThreadPool(CROWD + 1);

    @AfterEach
    void stop() {
        published.release();
        keys.close();
        callers.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4M", "PT5M0.001S", "PT1H", "PT1H59M59S"})
    void nobody_does_whose_key_is_known(Duration quiet) throws Exception {
        assertThat(ids("first")).containsExactly("first");
        clock.advance(quiet);
        published.hang();
        for (Future<List<String>> call : callers.invokeAll(crowd("first"))) {
            assertThat(call.get()).containsExactly("first");
        }
        published.awaitHeld();
        assertThat(ids("first")).containsExactly("first");
        assertThat(published.asked()).isEqualTo(2);
    }

    @Test
    void nobody_does_whose_key_is_known_while_as_many_as_may_wait_for_another() throws Exception {
        assertThat(ids("first")).containsExactly("first");
        published.hang();
        CountDownLatch turnedAway = new CountDownLatch(CROWD - IssuerKeys.MAX_WAITING);
        List<Future<List<String>>> waiting = new ArrayList<>();
        for (Callable<List<String>> call : crowd("second")) {
            waiting.add(callers.submit(() -> {
                try {
                    return call.call();
                } catch (IdentityProviderUnavailableException e) {
                    turnedAway.countDown();
                    return List.of("turned away");
                }
            }));
        }
        turnedAway.await();
        assertThat(callers.submit(() -> ids("first")).get()).containsExactly("first");
        published.publish(FIRST, SECOND);
        published.release();
        List<String> found = new ArrayList<>();
        for (Future<List<String>> call : waiting) {
            found.addAll(call.get());
        }
        assertThat(found).filteredOn("second"::equals).hasSize(IssuerKeys.MAX_WAITING);
    }

    @Test
    void whoever_comes_when_none_are_usable_does() throws Exception {
        assertThat(ids("first")).containsExactly("first");
        clock.advance(IssuerKeys.OUTAGE);
        published.publish(SECOND);
        published.hang();
        Future<List<String>> late = callers.submit(() -> ids("first"));
        published.awaitHeld();
        published.release();
        assertThat(late.get()).isEmpty();
        assertThat(ids("second")).containsExactly("second");
    }

    @Test
    void nobody_gives_up_before_the_fetch_does() {
        assertThat(IssuerKeys.MAX_WAIT).isGreaterThan(JsonDocuments.DEADLINE.multipliedBy(2));
    }

    @Test
    void keys_are_renewed_while_nobody_comes() throws Exception {
        keys.keepFresh();
        assertThat(background.period).isEqualTo(IssuerKeys.REFRESH_AHEAD);
        Duration passed = Duration.ZERO;
        while (passed.compareTo(IssuerKeys.TIME_TO_LIVE.multipliedBy(2)) < 0) {
            background.pass(clock);
            passed = passed.plus(background.period);
        }
        published.publish(SECOND);
        assertThat(published.asked()).isEqualTo(3);
        background.pass(clock);
        background.pass(clock);
        assertThat(published.asked()).isEqualTo(4);
        assertThat(ids("second")).containsExactly("second");
    }

    @Test
    void keys_that_are_known_are_given_after_the_end() {
        assertThat(ids("first")).containsExactly("first");
        keys.close();
        clock.advance(IssuerKeys.TIME_TO_LIVE);
        assertThat(ids("first")).containsExactly("first");
        assertThat(ids("second")).isEmpty();
        clock.advance(IssuerKeys.OUTAGE);
        assertThatExceptionOfType(IdentityProviderUnavailableException.class).isThrownBy(() -> ids("first"));
    }

    private List<Callable<List<String>>> crowd(String keyId) {
        List<Callable<List<String>>> calls = new ArrayList<>();
        for (int caller = 0; caller < CROWD; caller++) {
            calls.add(() -> ids(keyId));
        }
        return calls;
    }

    private List<String> ids(String keyId) {
        JWKSelector selector =
                new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build());
        return keys.get(selector, null).stream().map(JWK::getKeyID).toList();
    }

    /** Runs what is to be repeated when a test says so. */
    private static final class Background extends ScheduledThreadPoolExecutor {

        private Runnable repeated = () -> {};
        private Duration period = Duration.ZERO;

        Background() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(
                Runnable command, long initialDelay, long delay, TimeUnit unit) {
            repeated = command;
            period = Duration.of(delay, unit.toChronoUnit());
            return schedule(command, initialDelay, unit);
        }

        /** Lets a period pass, and returns when what was begun then has ended. */
        void pass(MutableClock clock) throws Exception {
            settle();
            clock.advance(period);
            submit(repeated).get();
            settle();
        }

        /** Twice, since what runs may have begun something that stands behind the first. */
        private void settle() throws Exception {
            submit(() -> {}).get();
            submit(() -> {}).get();
        }
    }
}
