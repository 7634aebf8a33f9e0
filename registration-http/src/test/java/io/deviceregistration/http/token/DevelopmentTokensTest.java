package io.deviceregistration.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class DevelopmentTokensTest {

    private static final TenantId TENANT = new TenantId("demo");
    private static final Subject ALICE = new Subject("alice");

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-01-02T03:04:05Z"));
    private final byte[] key = new byte[DevelopmentTokens.KEY_BYTES];
    private final DevelopmentTokens tokens = new DevelopmentTokens(key, clock);

    @Test
    void accepts_the_administrator_that_a_token_was_issued_for() {
        String token = tokens.issue(TENANT, ALICE, DevelopmentTokens.ADMIN_ROLE, Duration.ofHours(1));
        assertThat(tokens.check(token)).isEqualTo(new TokenCheck.Accepted(new Administrator(TENANT, ALICE)));
    }

    @Test
    void knows_who_is_not_an_administrator() {
        String token = tokens.issue(TENANT, ALICE, "viewer", Duration.ofHours(1));
        assertThat(tokens.check(token)).isEqualTo(new TokenCheck.NotAnAdministrator());
    }

    @Test
    void refuses_a_token_from_the_moment_it_expires() {
        String token = tokens.issue(TENANT, ALICE, DevelopmentTokens.ADMIN_ROLE, Duration.ofHours(1));
        clock.advance(Duration.ofMinutes(60).minusSeconds(1));
        assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Accepted.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.check(token)).isEqualTo(new TokenCheck.Invalid("the token has expired"));
    }

    @Test
    void refuses_a_token_signed_with_another_key() {
        byte[] other = key.clone();
        other[0]++;
        String token = new DevelopmentTokens(other, clock)
                .issue(TENANT, ALICE, DevelopmentTokens.ADMIN_ROLE, Duration.ofHours(1));
        assertInvalid(token);
    }

    @Test
    void refuses_a_token_of_another_issuer_or_audience_or_without_a_claim_it_needs() throws JOSEException {
        assertThat(tokens.check(signed("JWT", claims -> {}))).isInstanceOf(TokenCheck.Accepted.class);
        for (Consumer<JWTClaimsSet.Builder> change : List.<Consumer<JWTClaimsSet.Builder>>of(
                claims -> claims.issuer("someone else"),
                claims -> claims.audience("something else"),
                claims -> claims.issuer(null),
                claims -> claims.audience((String) null),
                claims -> claims.subject(null),
                claims -> claims.claim("tid", null),
                claims -> claims.claim("exp", null),
                claims -> claims.claim("nbf", clock.instant().getEpochSecond() + 1),
                claims -> claims.claim("tid", "not a tenant!"),
                claims -> claims.claim("tid", 5),
                claims -> claims.subject(""))) {
            assertInvalid(signed("JWT", change));
        }
    }

    @Test
    void refuses_a_token_of_another_type() throws JOSEException {
        assertInvalid(signed("at+jwt", claims -> {}));
    }

    @Test
    void takes_a_token_without_roles_for_nobody_in_particular() throws JOSEException {
        assertThat(tokens.check(signed("JWT", claims -> claims.claim("roles", null))))
                .isEqualTo(new TokenCheck.NotAnAdministrator());
    }

    @Test
    void refuses_anything_else_without_repeating_it() {
        for (String nonsense :
                List.of("", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "bnVsbA.e30.x", "ü".repeat(10_000))) {
            assertInvalid(nonsense);
        }
    }

    @Test
    void wants_a_key_of_the_right_length() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DevelopmentTokens(new byte[31], clock));
    }

    private String signed(String type, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(DevelopmentTokens.ISSUER)
                .audience(DevelopmentTokens.AUDIENCE)
                .subject("alice")
                .claim("tid", "demo")
                .claim("roles", List.of(DevelopmentTokens.ADMIN_ROLE))
                .claim("iat", clock.instant().getEpochSecond())
                .claim("exp", clock.instant().getEpochSecond() + 60);
        change.accept(claims);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims.build());
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    private void assertInvalid(String token) {
        assertThat(tokens.check(token)).isInstanceOfSatisfying(TokenCheck.Invalid.class, invalid -> {
            assertThat(invalid.reason()).isNotBlank();
            if (token.length() > 5) {
                assertThat(invalid.reason()).doesNotContain(token);
            }
        });
    }
}
