package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import io.deviceregistration.core.testkit.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Administrators who come with the tokens of an identity provider. */
final class IdentityProviderApiTest {

    private static final String KEYS = "/api/v1/edge/keys";

    /** Longer than the time in which keys are fetched twice at most. */
    private static final Duration A_WHILE = Duration.ofSeconds(15);

    /** Longer than keys are taken for good without asking again. */
    private static final Duration A_LONG_WHILE = Duration.ofMinutes(6);

    private static final int FLOOD = 500;

    @TempDir
    private Path folder;

    private TestIdentityProvider provider;
    private TestApp app;

    @BeforeEach
    void start() {
        MutableClock clock = MutableClock.at(SampleTimes.NOW);
        provider = new TestIdentityProvider(clock);
        app = TestApp.start(provider.settings(), folder.resolve("data"), clock);
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    @Test
    void administer_their_own_tenant() {
        String key = call("POST", provider.administrator("acme"), "{'label': 'Site'}")
                .hasStatus(201)
                .text("key");
        assertThat(app.register(key, "{'name': 'Pump'}").hasStatus(201).text("tenant_id"))
                .isEqualTo("acme");
        Answer own = list(provider.administrator("acme")).isOk();
        assertThat(own.items("created_by")).containsExactly("alice");
        assertThat(list(provider.administrator("other")).isOk().items("id")).isEmpty();
    }

    @Test
    void have_no_development_key_beside_them() {
        assertThat(Files.exists(folder.resolve("data/development-token.key"))).isFalse();
    }

    @Test
    void are_refused_with_tokens_that_are_not_for_us() throws Exception {
        Map<String, Object> claims = Map.of("tid", "demo", "roles", List.of("edge-admin"));
        String good = provider.administrator("demo");
        String keyId = provider.publicKey().getKeyID();
        String[] parts = good.split("\\.");
        for (String bad : List.of(
                provider.token("elsewhere", claims),
                provider.token("realm", "another audience", 3600, claims),
                provider.token("realm", TestIdentityProvider.AUDIENCE, -61, claims),
                TestIdentityProvider.forged(good, JWSAlgorithm.RS256, keyId, TestIdentityProvider.someKey()),
                TestIdentityProvider.forged(good, JWSAlgorithm.RS256, "unknown", TestIdentityProvider.someKey()),
                TestIdentityProvider.forged(
                        good,
                        JWSAlgorithm.HS256,
                        keyId,
                        new MACSigner(provider.publicKey().toRSAPublicKey().getEncoded())),
                // {"alg":"none"}
                "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                "eyJhbGciOiJub25lIn0." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                "bnVsbA.e30.x",
                developmentToken())) {
            Answer refused = list(bad).isProblem(401, "invalid-token");
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
            for (String part : bad.split("\\.")) {
                assertThat(refused.body()).doesNotContain(part.length() > 5 ? part : "eyJ");
            }
        }
        list(good).isOk();
    }

    @Test
    void need_a_tenant_and_a_role() {
        assertThat(list(provider.token("realm", Map.of("tid", "not a tenant!", "roles", List.of("edge-admin"))))
                        .isProblem(401, "invalid-token")
                        .text("detail"))
                .contains("tenant")
                .doesNotContain("not a tenant!");
        list(provider.token("realm", Map.of("tid", "demo", "roles", List.of("reader"))))
                .isProblem(403, "not-an-administrator");
        list(provider.token("realm", Map.of("tid", "demo"))).isProblem(403, "not-an-administrator");
    }

    @Test
    void are_known_by_the_claims_that_are_configured() {
        Map<Setting, String> settings = new EnumMap<>(provider.settings());
        settings.put(Setting.JWT_TENANT_CLAIM, "https://example.com/tenant");
        settings.put(Setting.JWT_ROLES_CLAIM, "realm_access.roles");
        settings.put(Setting.JWT_ADMIN_ROLE, "boss");
        try (TestApp other = TestApp.start(settings, folder.resolve("other"), app.clock)) {
            String token = provider.token(
                    "realm",
                    Map.of("https://example.com/tenant", "acme", "realm_access", Map.of("roles", List.of("boss"))));
            assertThat(other.call("POST", KEYS, bearer(token), "{'label': 'Site'}")
                            .hasStatus(201)
                            .text("tenant_id"))
                    .isEqualTo("acme");
            other.call("GET", KEYS, bearer(provider.administrator("acme"))).isProblem(401, "invalid-token");
        }
    }

    @Test
    void can_not_sign_in_until_the_provider_is_there_while_appliances_are_served() {
        provider.stop();
        try (TestApp early = TestApp.start(provider.settings(), folder.resolve("early"), app.clock)) {
            String token = provider.administrator("acme");
            Answer away = early.call("GET", KEYS, bearer(token)).isProblem(503, "identity-provider-unavailable");
            assertThat(away.header("Retry-After")).isEqualTo("5");
            early.call("GET", KEYS, Map.of()).isProblem(401, "missing-credentials");
            early.self("dvc_x").isProblem(401, "invalid-device-key");
            provider.startAgain();
            app.clock.advance(A_WHILE);
            early.call("GET", KEYS, bearer(token)).isOk();
        }
    }

    @Test
    void are_served_while_the_provider_is_away_once_its_keys_are_known() {
        String token = provider.administrator("acme");
        list(token).isOk();
        provider.stop();
        list(token).isOk();
        app.clock.advance(A_LONG_WHILE);
        list(token).isOk();
    }

    @Test
    void cost_the_provider_a_bounded_number_of_calls_whatever_keys_their_tokens_name() {
        list(provider.administrator("acme")).isOk();
        var signer = TestIdentityProvider.someKey();
        for (int i = 0; i < FLOOD; i++) {
            list(TestIdentityProvider.forged(
                            provider.administrator("acme"), JWSAlgorithm.RS256, "made-up-" + i, signer))
                    .isProblem(401, "invalid-token");
        }
        // The discovery document and the keys, at the start and once more.
        assertThat(provider.calls()).isEqualTo(4);
        list(provider.administrator("acme")).isOk();
    }

    private String developmentToken() {
        try (TestApp development = TestApp.start(Map.of(), folder.resolve("development"))) {
            return development.token("demo");
        }
    }

    private Answer list(String token) {
        return app.call("GET", KEYS, bearer(token));
    }

    private Answer call(String method, String token, String body) {
        return app.call(method, KEYS, bearer(token), body);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
