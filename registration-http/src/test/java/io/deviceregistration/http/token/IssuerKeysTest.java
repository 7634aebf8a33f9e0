package io.deviceregistration.http.token;

import static io.deviceregistration.http.token.OidcHarness.ALICE;
import static io.deviceregistration.http.token.TestKeys.FIRST;
import static io.deviceregistration.http.token.TestKeys.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When keys are fetched, and what happens when they can't be. */
final class IssuerKeysTest {

    private static final int FLOOD = 500;
    private static final int CROWD = 200;

    private OidcHarness oidc;

    @BeforeEach
    void start() {
        oidc = OidcHarness.publishing(FIRST);
    }

    @AfterEach
    void stop() {
        oidc.close();
    }

    @Test
    void are_fetched_once_for_many_tokens() {
        for (int i = 0; i < 100; i++) {
            accepts(FIRST);
        }
        assertFetches(1);
    }

    @Test
    void are_fetched_once_for_many_callers_at_once() throws Exception {
        String token = oidc.token().signedBy(FIRST);
        ExecutorService callers = Executors.newFixedThreadPool(12);
        try {
            List<Callable<TokenCheck>> calls = IntStream.range(0, 200)
                    .mapToObj(i -> (Callable<TokenCheck>) () -> oidc.check(token))
                    .toList();
            for (Future<TokenCheck> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(ALICE);
            }
        } finally {
            callers.shutdownNow();
        }
        assertFetches(1);
    }

    @Test
    void are_found_when_the_issuer_adds_one_and_forgotten_when_it_withdraws_one() {
        accepts(FIRST);
        oidc.issuer.publish(FIRST, SECOND);
        accepts(SECOND);
        accepts(FIRST);
        assertFetches(2);
        oidc.issuer.publish(SECOND);
        accepts(FIRST);
        oidc.clock.advance(IssuerKeys.TIME_TO_LIVE.plusMillis(1));
        accepts(SECOND);
        oidc.awaitBackground();
        refuses(FIRST);
    }

    @Test
    void are_fetched_a_bounded_number_of_times_for_tokens_that_name_others() throws Exception {
        accepts(FIRST);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<TokenCheck>> calls = IntStream.range(0, FLOOD)
                    .mapToObj(i -> oidc.token().header("kid", "made-up-" + i).signedBy(SECOND))
                    .map(token -> (Callable<TokenCheck>) () -> oidc.check(token))
                    .toList();
            for (Future<TokenCheck> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isInstanceOf(TokenCheck.Invalid.class);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(oidc.issuer.asked(TestIssuer.KEYS)).isEqualTo(2);
        assertThat(oidc.issuer.asked(TestIssuer.DISCOVERY)).isEqualTo(2);
        accepts(FIRST);
        oidc.issuer.publish(FIRST, SECOND);
        oidc.clock.advance(IssuerKeys.MIN_INTERVAL);
        accepts(SECOND);
    }

    @Test
    void are_renewed_in_the_background_before_they_are_too_old() {
        accepts(FIRST);
        oidc.clock.advance(
                IssuerKeys.TIME_TO_LIVE.minus(IssuerKeys.REFRESH_AHEAD).minusSeconds(1));
        accepts(FIRST);
        oidc.awaitBackground();
        assertFetches(1);
        oidc.clock.advance(Duration.ofSeconds(1));
        accepts(FIRST);
        oidc.awaitBackground();
        assertFetches(2);
        oidc.clock.advance(IssuerKeys.REFRESH_AHEAD);
        accepts(FIRST);
        oidc.awaitBackground();
        assertFetches(2);
    }

    @Test
    void let_only_some_callers_wait_for_a_slow_issuer() throws Exception {
        CountDownLatch gate = oidc.issuer.hold(TestIssuer.DISCOVERY);
        CountDownLatch turnedAway = new CountDownLatch(CROWD / 2);
        String token = oidc.token().signedBy(FIRST);
        ExecutorService callers = Executors.newFixedThreadPool(CROWD);
        try {
            List<Future<Boolean>> calls = IntStream.range(0, CROWD)
                    .mapToObj(i -> callers.submit(() -> {
                        try {
                            return oidc.check(token).equals(ALICE);
                        } catch (IdentityProviderUnavailableException e) {
                            turnedAway.countDown();
                            return false;
                        }
                    }))
                    .toList();
            assertThat(turnedAway.await(60, TimeUnit.SECONDS)).isTrue();
            gate.countDown();
            int served = 0;
            for (Future<Boolean> call : calls) {
                served += call.get() ? 1 : 0;
            }
            assertThat(served).isBetween(1, CROWD / 2);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void are_kept_while_the_issuer_is_away() {
        accepts(FIRST);
        oidc.issuer.stop();
        oidc.clock.advance(IssuerKeys.TIME_TO_LIVE.plusMillis(1));
        accepts(FIRST);
        oidc.awaitBackground();
        refuses(SECOND);
        oidc.clock.advance(IssuerKeys.TIME_TO_LIVE.plusMillis(1));
        accepts(FIRST);
        oidc.clock.advance(IssuerKeys.OUTAGE);
        assertUnavailable();
        oidc.issuer.startAgain();
        oidc.clock.advance(IssuerKeys.MIN_INTERVAL);
        accepts(FIRST);
    }

    @Test
    void are_kept_while_the_issuer_answers_with_something_else() {
        accepts(FIRST);
        for (String nonsense :
                List.of("<html>maintenance</html>", "{}", "{\"keys\": []}", "{\"keys\": 5}", "null", "")) {
            oidc.issuer.answer(TestIssuer.KEYS, 200, nonsense);
            oidc.clock.advance(IssuerKeys.TIME_TO_LIVE.plusMillis(1));
            accepts(FIRST);
            oidc.awaitBackground();
            accepts(FIRST);
        }
        oidc.issuer.answer(TestIssuer.KEYS, 500, "{\"keys\": []}");
        oidc.clock.advance(IssuerKeys.TIME_TO_LIVE.plusMillis(1));
        accepts(FIRST);
        oidc.awaitBackground();
        accepts(FIRST);
    }

    @Test
    void are_not_known_until_the_issuer_is_there() {
        oidc.issuer.stop();
        for (int i = 0; i < FLOOD; i++) {
            assertUnavailable();
        }
        oidc.issuer.startAgain();
        oidc.clock.advance(IssuerKeys.MIN_INTERVAL);
        accepts(FIRST);
    }

    @Test
    void cost_a_bounded_number_of_calls_while_the_issuer_is_out_of_order() {
        oidc.issuer.answer(TestIssuer.DISCOVERY, 503, "");
        for (int i = 0; i < FLOOD; i++) {
            assertUnavailable();
        }
        assertThat(oidc.issuer.asked(TestIssuer.DISCOVERY)).isEqualTo(2);
    }

    private void accepts(RSAKey key) {
        assertThat(oidc.check(oidc.token().signedBy(key))).isEqualTo(ALICE);
    }

    private void refuses(RSAKey key) {
        oidc.refuses(oidc.token().signedBy(key), "a key that the issuer doesn't publish");
    }

    private void assertUnavailable() {
        String token = oidc.token().signedBy(FIRST);
        assertThatExceptionOfType(IdentityProviderUnavailableException.class).isThrownBy(() -> oidc.check(token));
    }

    private void assertFetches(int times) {
        assertThat(oidc.issuer.asked(TestIssuer.KEYS)).isEqualTo(times);
        assertThat(oidc.issuer.asked(TestIssuer.DISCOVERY)).isEqualTo(times);
    }
}
