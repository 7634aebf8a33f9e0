package io.deviceregistration.http.token;

import static io.deviceregistration.http.token.OidcHarness.ALICE;
import static io.deviceregistration.http.token.TestKeys.FIRST;
import static io.deviceregistration.http.token.TestKeys.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signed a token, and how: signatures, keys and headers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OidcTokensTest {

    private static final String NO_SUCH_KEY = "a key that the issuer doesn't publish";

    private OidcHarness oidc;

    @BeforeAll
    void start() {
        oidc = OidcHarness.publishing(FIRST);
    }

    @AfterAll
    void stop() {
        oidc.close();
    }

    @Test
    void accepts_the_administrator_whom_the_issuer_vouches_for() {
        assertThat(oidc.check(oidc.token().signedBy(FIRST))).isEqualTo(ALICE);
    }

    @ParameterizedTest
    @EnumSource
    void accepts_every_algorithm_that_can_be_configured(SignatureAlgorithm algorithm) {
        JWK key = switch (algorithm) {
            case ES256 -> TestKeys.ec("ec", Curve.P_256);
            case ES384 -> TestKeys.ec("ec", Curve.P_384);
            case ES512 -> TestKeys.ec("ec", Curve.P_521);
            default -> FIRST;
        };
        try (OidcHarness one = OidcHarness.with(settings -> settings.algorithms(Set.of(algorithm)), key)) {
            assertThat(one.check(one.token().signedBy(key, algorithm.jose()))).isEqualTo(ALICE);
        }
    }

    @Test
    void refuses_an_algorithm_that_is_not_configured() {
        try (OidcHarness one =
                OidcHarness.with(settings -> settings.algorithms(Set.of(SignatureAlgorithm.PS256)), FIRST)) {
            one.refuses(one.token().signedBy(FIRST, JWSAlgorithm.RS256), "an algorithm that is not accepted");
            assertThat(one.issuer.asked(TestIssuer.KEYS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA"})
    void refuses_a_token_that_nobody_signed(String signature) {
        String token = oidc.token().unsigned(signature);
        assertThat(oidc.check(token)).isInstanceOf(TokenCheck.Invalid.class);
        oidc.refuses(oidc.token().header("alg", "None").unsigned(signature), "");
    }

    @Test
    void refuses_an_hmac_made_with_the_public_key() throws Exception {
        for (byte[] secret : List.of(
                FIRST.toRSAPublicKey().getEncoded(),
                FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                FIRST.getModulus().decode())) {
            JWK key = new OctetSequenceKey.Builder(secret).keyID("first").build();
            oidc.refuses(oidc.token().signedBy(key, JWSAlgorithm.HS256), "an algorithm that is not accepted");
        }
    }

    @Test
    void refuses_an_hmac_made_with_a_secret_that_the_issuer_publishes() {
        JWK secret = new OctetSequenceKey.Builder(new byte[32]).keyID("secret").build();
        try (OidcHarness careless = OidcHarness.publishing(FIRST)) {
            careless.issuer.answer(
                    TestIssuer.KEYS, 200, "{\"keys\": [" + secret.toJSONString() + "," + FIRST.toJSONString() + "]}");
            careless.refuses(careless.token().signedBy(secret, JWSAlgorithm.HS256), "an algorithm");
            assertThat(careless.check(careless.token().signedBy(FIRST))).isEqualTo(ALICE);
        }
    }

    @Test
    void refuses_an_unknown_key_and_another_ones_signature() {
        oidc.refuses(oidc.token().signedBy(SECOND), NO_SUCH_KEY);
        oidc.refuses(oidc.token().signedBy(TestKeys.named(SECOND, "first")), "signature is wrong");
    }

    @Test
    void refuses_a_changed_token() {
        String[] parts = oidc.token().signedBy(FIRST).split("\\.");
        String[] others = oidc.token().claim("tid", "other").signedBy(SECOND).split("\\.");
        oidc.refuses(parts[0] + "." + others[1] + "." + parts[2], "signature is wrong");
        oidc.refuses(parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20), "signature is wrong");
    }

    @Test
    void accepts_a_token_without_a_key_id_if_any_key_fits() {
        ECKey p384 = TestKeys.ec("p384", Curve.P_384);
        ECKey p256 = TestKeys.ec("p256", Curve.P_256);
        try (OidcHarness many = OidcHarness.publishing(SECOND, p384, FIRST, p256)) {
            assertThat(many.check(many.token().withoutKeyId().signedBy(FIRST, JWSAlgorithm.RS256)))
                    .isEqualTo(ALICE);
            assertThat(many.check(many.token().withoutKeyId().signedBy(p256, JWSAlgorithm.ES256)))
                    .isEqualTo(ALICE);
        }
    }

    @Test
    void uses_no_key_that_is_for_something_else_or_too_short() {
        RSAKey encrypting = new RSAKey.Builder(FIRST).keyUse(KeyUse.ENCRYPTION).build();
        RSAKey wrapping = new RSAKey.Builder(FIRST)
                .keyOperations(Set.of(KeyOperation.WRAP_KEY))
                .build();
        RSAKey otherAlgorithm =
                new RSAKey.Builder(FIRST).algorithm(JWSAlgorithm.PS256).build();
        for (RSAKey key : List.of(encrypting, wrapping, otherAlgorithm, TestKeys.SHORT)) {
            try (OidcHarness odd = OidcHarness.publishing(SECOND, key)) {
                odd.refuses(odd.token().signedBy(key), NO_SUCH_KEY);
            }
        }
    }

    @Test
    void leaves_out_keys_that_it_does_not_understand() {
        try (OidcHarness odd = OidcHarness.publishing(FIRST)) {
            odd.issuer.answer(
                    TestIssuer.KEYS,
                    200,
                    "{\"keys\": [{}, {\"kty\": \"NEW\"}, {\"kty\": \"EC\", \"crv\": \"new\"}, {\"kty\": \"RSA\"}, "
                            + FIRST.toPublicJWK().toJSONString() + "]}");
            assertThat(odd.check(odd.token().signedBy(FIRST))).isEqualTo(ALICE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
    void accepts_the_types_of_access_tokens(String type) {
        assertThat(oidc.check(oidc.token().header("typ", type).signedBy(FIRST))).isEqualTo(ALICE);
    }

    @Test
    void accepts_a_token_without_a_type() {
        assertThat(oidc.check(oidc.token().header("typ", null).signedBy(FIRST))).isEqualTo(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JOSE", "logout+jwt", "secevent+jwt", "dpop+jwt", "id+jwt", "Refresh"})
    void refuses_every_other_type(String type) {
        oidc.refuses(oidc.token().header("typ", type).signedBy(FIRST), "of a type that is not accepted");
    }

    @Test
    void refuses_a_token_that_demands_extensions() {
        for (TestToken demanding : List.of(
                oidc.token().header("crit", List.of("b64")).header("b64", true),
                oidc.token().header("crit", List.of("exp")),
                oidc.token().header("crit", List.of()),
                oidc.token().header("b64", false))) {
            oidc.refuses(demanding.signedBy(FIRST), "extensions");
        }
    }

    @Test
    void takes_no_key_from_the_token_itself() {
        try (TestIssuer foreign = new TestIssuer(SECOND)) {
            Map<String, Object> key = SECOND.toPublicJWK().toJSONObject();
            for (TestToken token : List.of(
                    oidc.token().header("jwk", key).header("kid", "first"),
                    oidc.token().header("jku", foreign.keysUrl().toString()),
                    oidc.token().header("x5u", foreign.keysUrl().toString()))) {
                assertThat(oidc.check(token.signedBy(SECOND))).isInstanceOf(TokenCheck.Invalid.class);
            }
            assertThat(foreign.asked(TestIssuer.KEYS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "....",
                "x",
                "a.b.c",
                "bnVsbA.e30.x",
                "e30.e30.x",
                "W10.e30.x",
                "InR4dCI.e30.x",
                "eyJhbGciOiJSUzI1NiJ9..x",
                "eyJhbGciOiJSUzI1NiJ9.bnVsbA.x",
                "eyJhbGciOiJSUzI1NiJ9.W10.x",
                "eyJhbGciOjV9.e30.x",
                "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkExMjhHQ00ifQ.a.b.c.d"
            })
    void refuses_nonsense(String token) {
        oidc.refuses(token, "the token");
    }

    @Test
    void refuses_what_is_too_long_to_be_a_token() {
        oidc.refuses("e".repeat(16 * 1024 + 1), "too long");
        oidc.refuses("[".repeat(16 * 1024), "malformed");
    }

    @Test
    void shows_nothing_of_a_token() {
        assertThat(oidc.tokens.toString()).startsWith("OidcTokens[OidcSettings[issuer=" + oidc.issuer.url());
    }
}
