package io.deviceregistration.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.MutableClock;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole OpenID provider, with several issuers. */
final class OidcProviderTest {

    private static final String AUDIENCE = "api://device-registration";
    private static final TokenCheck ALICE =
            new TokenCheck.Accepted(new Administrator(new TenantId("demo"), new Subject("alice")));

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-01-02T03:04:05Z"));

    private MockOAuth2Server provider;
    private OidcTokens tokens;

    @BeforeEach
    void start() {
        provider = provider();
        provider.start();
        tokens = open("realm");
    }

    @AfterEach
    void stop() {
        tokens.close();
        provider.shutdown();
    }

    @Test
    void has_its_tokens_accepted() {
        assertThat(tokens.check(token("realm", AUDIENCE, Map.of("tid", "demo", "roles", List.of("edge-admin")))))
                .isEqualTo(ALICE);
    }

    @Test
    void has_tokens_of_its_other_issuers_and_audiences_refused() {
        Map<String, Object> claims = Map.of("tid", "demo", "roles", List.of("edge-admin"));
        assertRefused(token("other", AUDIENCE, claims), "another issuer");
        assertRefused(token("realm", "other", claims), "another audience");
        String claimed = token(
                "other",
                AUDIENCE,
                Map.of("tid", "demo", "iss", provider.issuerUrl("realm").toString()));
        assertRefused(claimed, "a key that the issuer doesn't publish");
    }

    @Test
    void says_who_is_no_administrator() {
        assertThat(tokens.check(token("realm", AUDIENCE, Map.of("tid", "demo", "roles", List.of("reader")))))
                .isEqualTo(new TokenCheck.NotAnAdministrator());
    }

    @Test
    void may_come_after_us() {
        int port = provider.url("").port();
        provider.shutdown();
        try (OidcTokens early = open("realm")) {
            String token = token("realm", AUDIENCE, Map.of("tid", "demo", "roles", "edge-admin"));
            assertThatExceptionOfType(IdentityProviderUnavailableException.class)
                    .isThrownBy(() -> early.check(token));
            provider = provider();
            provider.start(port);
            clock.advance(IssuerKeys.MIN_INTERVAL);
            assertThat(early.check(token("realm", AUDIENCE, Map.of("tid", "demo", "roles", "edge-admin"))))
                    .isEqualTo(ALICE);
        }
    }

    private MockOAuth2Server provider() {
        return new MockOAuth2Server(new OAuth2Config(
                false,
                null,
                null,
                false,
                new OAuth2TokenProvider(new KeyProvider(), clock::instant),
                Set.of(),
                new NettyWrapper()));
    }

    private OidcTokens open(String issuer) {
        return OidcTokens.open(
                OidcSettings.builder(URI.create(provider.issuerUrl(issuer).toString()), AUDIENCE)
                        .build(),
                clock);
    }

    private String token(String issuer, String audience, Map<String, Object> claims) {
        return provider.issueToken(
                        issuer,
                        "client",
                        new DefaultOAuth2TokenCallback(issuer, "alice", "JWT", List.of(audience), claims, 3600))
                .serialize();
    }

    private void assertRefused(String token, String reason) {
        assertThat(tokens.check(token))
                .isInstanceOfSatisfying(
                        TokenCheck.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains(reason));
    }
}
