package io.deviceregistration.http.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.MutableClock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/** An issuer, and what checks its tokens, on one clock. Nothing is fetched before the first token comes. */
final class OidcHarness implements AutoCloseable {

    static final TokenCheck ALICE =
            new TokenCheck.Accepted(new Administrator(new TenantId("demo"), new Subject("alice")));

    final MutableClock clock = MutableClock.at(Instant.parse("2026-01-02T03:04:05Z"));
    final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
    final TestIssuer issuer;
    final OidcTokens tokens;

    private OidcHarness(TestIssuer issuer, UnaryOperator<OidcSettings.Builder> settings) {
        this.issuer = issuer;
        this.tokens = tokens(settings.apply(OidcSettings.builder(issuer.url(), TestToken.AUDIENCE))
                .build());
    }

    /** An issuer that publishes these keys. */
    static OidcHarness publishing(JWK... keys) {
        return with(settings -> settings, keys);
    }

    static OidcHarness with(UnaryOperator<OidcSettings.Builder> settings, JWK... keys) {
        return new OidcHarness(new TestIssuer(keys), settings);
    }

    private OidcTokens tokens(OidcSettings settings) {
        IssuerKeySets published = new IssuerKeySets(settings, new JsonDocuments(JsonDocuments.DEADLINE));
        return new OidcTokens(settings, new IssuerKeys(published, clock, background), clock);
    }

    TestToken token() {
        return new TestToken(issuer.url().toString(), clock.instant());
    }

    TokenCheck check(String token) {
        return tokens.check(token);
    }

    /** Returns when all that was begun in the background has ended. */
    void awaitBackground() {
        try {
            background.submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The token is refused for this reason, which repeats no part of it. */
    void refuses(String token, String reason) {
        assertThat(check(token)).isInstanceOfSatisfying(TokenCheck.Invalid.class, invalid -> {
            assertThat(invalid.reason()).contains(reason);
            for (String part : token.split("\\.")) {
                if (part.length() > 8) {
                    assertThat(invalid.reason()).doesNotContain(part);
                }
            }
        });
    }

    @Override
    public void close() {
        tokens.close();
        issuer.close();
    }
}
