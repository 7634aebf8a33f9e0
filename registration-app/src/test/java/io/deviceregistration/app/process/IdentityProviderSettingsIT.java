package io.deviceregistration.app.process;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of an identity provider that make no sense by themselves or together: one line, and status 2. */
class IdentityProviderSettingsIT {

    private static final int USAGE = 2;
    private static final String ISSUER = "https://login.example.com/realms/x";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource
    void refuses_what_is_of_no_use_without_an_issuer(String flag, String value) {
        AppCommand.in(folder).run(flag, value).assertRefused(USAGE, flag, "only together with --jwt-issuer");
    }

    static Stream<Arguments> refuses_what_is_of_no_use_without_an_issuer() {
        return Stream.of(
                Arguments.of("--jwt-audience", "x"),
                Arguments.of("--jwt-jwks-url", "https://keys.example.com"),
                Arguments.of("--jwt-roles-claim", "roles"),
                Arguments.of("--page-client-id", "x"));
    }

    @Test
    void refuses_an_issuer_without_an_audience() {
        AppCommand.in(folder)
                .with("REGISTRATION_JWT_ISSUER", ISSUER)
                .run()
                .assertRefused(USAGE, "REGISTRATION_JWT_ISSUER", "set --jwt-audience as well");
    }

    @ParameterizedTest
    @MethodSource
    void refuses_a_bad_issuer(String issuer, String saying) {
        AppCommand.in(folder)
                .run("--jwt-issuer", issuer, "--jwt-audience", "x")
                .assertRefused(USAGE, "--jwt-issuer", saying);
    }

    static Stream<Arguments> refuses_a_bad_issuer() {
        return Stream.of(
                Arguments.of("http://login.example.com", "must be an https URL"),
                Arguments.of("not a URL", "must be a URL"),
                Arguments.of("https://login.example.com/?tenant=x", "no query"));
    }

    @ParameterizedTest
    @MethodSource
    void refuses_a_bad_value(String flag, String value, String saying) {
        AppCommand.in(folder)
                .run("--jwt-issuer", ISSUER, "--jwt-audience", "x", flag, value)
                .assertRefused(USAGE, flag, saying);
    }

    static Stream<Arguments> refuses_a_bad_value() {
        return Stream.of(
                Arguments.of("--jwt-jwks-url", "http://keys.example.com", "must be an https URL"),
                Arguments.of("--jwt-algorithms", "RS256,none", "RS256, RS384"),
                Arguments.of("--jwt-algorithms", "HS256", "RS256, RS384"),
                Arguments.of("--jwt-algorithms", ",", "at least one"),
                Arguments.of("--jwt-tenant-claim", " ", "blank"),
                Arguments.of("--jwt-admin-role", " ", "blank"));
    }

    @Test
    void refuses_a_scope_that_no_client_asks_for() {
        AppCommand.in(folder)
                .run("--jwt-issuer", ISSUER, "--jwt-audience", "x", "--page-scope", "openid")
                .assertRefused(USAGE, "--page-scope", "only together with --page-client-id");
    }

    @Test
    void refuses_what_is_no_scope() {
        AppCommand.in(folder)
                .run("--jwt-issuer", ISSUER, "--jwt-audience", "x", "--page-client-id", "x", "--page-scope", "a,\"b\"")
                .assertRefused(USAGE, "--page-client-id, --page-scope", "such as openid");
    }

    @Test
    void refuses_to_sign_tokens_beside_an_issuer() {
        AppCommand.in(folder)
                .run("token", "--tenant", "demo", "--jwt-issuer", ISSUER, "--jwt-audience", "x")
                .assertRefused(USAGE, "token: in development mode only", ISSUER);
    }
}
