package io.deviceregistration.http.token;

import static io.deviceregistration.http.token.OidcHarness.ALICE;
import static io.deviceregistration.http.token.TestKeys.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a genuine token says: for whom it is, when, and whom it stands for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OidcClaimsTest {

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
    void must_name_the_issuer_to_the_letter() {
        for (String issuer : List.of("https://example.com", oidc.issuer.url() + "/", "", "HTTP://127.0.0.1")) {
            oidc.refuses(oidc.token().claim("iss", issuer).signedBy(FIRST), "another issuer");
        }
        oidc.refuses(oidc.token().claim("iss", null).signedBy(FIRST), "another issuer");
        oidc.refuses(oidc.token().claim("iss", 5).signedBy(FIRST), "malformed");
    }

    @Test
    void must_be_for_our_audience_among_others() {
        assertThat(oidc.check(oidc.token()
                        .claim("aud", List.of("other", TestToken.AUDIENCE))
                        .signedBy(FIRST)))
                .isEqualTo(ALICE);
        for (Object audience : List.of("other", "", List.of(), List.of("other"), TestToken.AUDIENCE + "/")) {
            oidc.refuses(oidc.token().claim("aud", audience).signedBy(FIRST), "another audience");
        }
        oidc.refuses(oidc.token().claim("aud", null).signedBy(FIRST), "another audience");
        oidc.refuses(oidc.token().nullClaim("aud").signedBy(FIRST), "another audience");
        assertThat(oidc.check(oidc.token().claim("aud", List.of(5)).signedBy(FIRST)))
                .isInstanceOf(TokenCheck.Invalid.class);
    }

    @Test
    void hold_until_a_minute_after_their_expiry_and_no_longer() {
        long now = oidc.clock.instant().getEpochSecond();
        assertThat(oidc.check(oidc.token().claim("exp", now - 59).signedBy(FIRST)))
                .isEqualTo(ALICE);
        oidc.refuses(oidc.token().claim("exp", now - 60).signedBy(FIRST), "has expired");
        oidc.refuses(oidc.token().claim("exp", now - 86400).signedBy(FIRST), "has expired");
    }

    @Test
    void must_have_an_expiry() {
        oidc.refuses(oidc.token().claim("exp", null).signedBy(FIRST), "no expiry");
        oidc.refuses(oidc.token().nullClaim("exp").signedBy(FIRST), "no expiry");
        oidc.refuses(oidc.token().claim("exp", "tomorrow").signedBy(FIRST), "malformed");
    }

    @Test
    void hold_from_a_minute_before_their_time_on() {
        long now = oidc.clock.instant().getEpochSecond();
        assertThat(oidc.check(oidc.token()
                        .claim("nbf", now + 59)
                        .claim("iat", now + 59)
                        .signedBy(FIRST)))
                .isEqualTo(ALICE);
        oidc.refuses(oidc.token().claim("nbf", now + 60).signedBy(FIRST), "not valid yet");
        oidc.refuses(oidc.token().claim("iat", now + 60).signedBy(FIRST), "issued in the future");
        assertThat(oidc.check(oidc.token().claim("iat", null).signedBy(FIRST))).isEqualTo(ALICE);
    }

    @Test
    void expire_while_the_clock_goes_on() {
        try (OidcHarness one = OidcHarness.publishing(FIRST)) {
            String token = one.token().signedBy(FIRST);
            one.clock.advance(Duration.ofMinutes(60));
            assertThat(one.check(token)).isEqualTo(ALICE);
            one.clock.advance(Duration.ofMinutes(2));
            one.refuses(token, "has expired");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"at_hash", "c_hash", "events"})
    void must_not_be_those_of_an_id_token_or_a_security_event(String claim) {
        oidc.refuses(oidc.token().claim(claim, "x").signedBy(FIRST), "no access token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "Refresh", "Offline", "Logout"})
    void must_not_be_those_of_another_token_of_keycloaks(String type) {
        oidc.refuses(oidc.token().claim("typ", type).signedBy(FIRST), "no access token");
    }

    @Test
    void may_say_that_they_are_an_access_tokens_as_keycloak_does() {
        for (Object type : List.of("Bearer", "at+jwt", 5)) {
            assertThat(oidc.check(oidc.token().claim("typ", type).signedBy(FIRST)))
                    .isEqualTo(ALICE);
        }
        assertThat(oidc.check(oidc.token().nullClaim("typ").signedBy(FIRST))).isEqualTo(ALICE);
    }

    @Test
    void must_name_a_tenant() {
        oidc.refuses(oidc.token().claim("tid", null).signedBy(FIRST), "no tenant in the claim tid");
        oidc.refuses(oidc.token().claim("tid", List.of("demo")).signedBy(FIRST), "no tenant in the claim tid");
        oidc.refuses(oidc.token().claim("tid", 5).signedBy(FIRST), "no tenant in the claim tid");
        for (String bad : List.of("", "not a tenant!", "x".repeat(65))) {
            oidc.refuses(oidc.token().claim("tid", bad).signedBy(FIRST), "the token's tenant, in the claim tid");
        }
    }

    @Test
    void must_name_a_subject_that_fits() {
        oidc.refuses(oidc.token().claim("sub", null).signedBy(FIRST), "no subject");
        for (String bad : List.of("", "x".repeat(256), "a\u0000b")) {
            oidc.refuses(oidc.token().claim("sub", bad).signedBy(FIRST), "the token's subject");
        }
        assertThat(oidc.check(oidc.token().claim("sub", "auth0|5f7c|ä").signedBy(FIRST)))
                .isEqualTo(accepted("demo", "auth0|5f7c|ä"));
    }

    @Test
    void may_list_roles_as_an_array_or_with_spaces_between_them() {
        assertThat(oidc.check(oidc.token().claim("roles", "reader edge-admin").signedBy(FIRST)))
                .isEqualTo(ALICE);
        assertThat(oidc.check(oidc.token().claim("roles", "edge-admin").signedBy(FIRST)))
                .isEqualTo(ALICE);
        for (Object roles : List.of(
                List.of(),
                List.of("reader"),
                List.of("Edge-Admin"),
                List.of(List.of("edge-admin")),
                "",
                "reader edge-admins",
                "edge-admin,reader",
                5,
                Map.of("edge-admin", true))) {
            assertThat(oidc.check(oidc.token().claim("roles", roles).signedBy(FIRST)))
                    .isEqualTo(new TokenCheck.NotAnAdministrator());
        }
        assertThat(oidc.check(oidc.token().claim("roles", null).signedBy(FIRST)))
                .isEqualTo(new TokenCheck.NotAnAdministrator());
    }

    @Test
    void may_lie_deeper_or_have_urls_for_names() {
        try (OidcHarness keycloak =
                with(settings -> settings.rolesClaim("realm_access.roles").tenantClaim("org.tenant"))) {
            assertThat(keycloak.check(keycloak.token()
                            .claim("realm_access", Map.of("roles", List.of("edge-admin")))
                            .claim("org", Map.of("tenant", "acme"))
                            .signedBy(FIRST)))
                    .isEqualTo(accepted("acme", "alice"));
        }
        try (OidcHarness auth0 = with(settings -> settings.rolesClaim("https://example.com/roles")
                .tenantClaim("https://example.com/tenant")
                .adminRole("Edge administrator"))) {
            assertThat(auth0.check(auth0.token()
                            .claim("https://example.com/roles", List.of("Edge administrator"))
                            .claim("https://example.com/tenant", "org_1")
                            .signedBy(FIRST)))
                    .isEqualTo(accepted("org_1", "alice"));
            auth0.refuses(auth0.token().signedBy(FIRST), "no tenant in the claim https://example.com/tenant");
        }
    }

    private static OidcHarness with(UnaryOperator<OidcSettings.Builder> settings) {
        return OidcHarness.with(settings, FIRST);
    }

    private static TokenCheck accepted(String tenant, String subject) {
        return new TokenCheck.Accepted(new Administrator(new TenantId(tenant), new Subject(subject)));
    }
}
