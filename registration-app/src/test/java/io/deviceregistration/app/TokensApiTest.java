package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every administrator's route asks for an administrator's token before anything else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokensApiTest {

    private TestApp app;

    @BeforeAll
    void start() {
        app = TestApp.start();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    static List<String> administratorRoutes() {
        String id = "/5f0f6d4e-1d6b-4d2c-9a55-2f1f3a0c9b11";
        return List.of(
                "POST /api/v1/edge/keys",
                "GET /api/v1/edge/keys",
                "GET /api/v1/edge/keys" + id,
                "PATCH /api/v1/edge/keys" + id,
                "POST /api/v1/edge/keys" + id + "/revoke",
                "GET /api/v1/devices",
                "GET /api/v1/devices" + id,
                "POST /api/v1/devices" + id + "/disable",
                "POST /api/v1/devices" + id + "/enable");
    }

    @ParameterizedTest
    @MethodSource("administratorRoutes")
    void refuses_whoever_has_no_token(String route) {
        assertThat(call(route, Map.of()).isProblem(401, "missing-credentials").header("WWW-Authenticate"))
                .startsWith("Bearer");
        call(route, Map.of("Authorization", "Basic YTpi")).isProblem(401, "missing-credentials");
    }

    @ParameterizedTest
    @MethodSource("administratorRoutes")
    void refuses_two_tokens_whichever_was_meant(String route) {
        String header = "Authorization: Bearer " + app.token("demo") + "\r\n";
        assertThat(RawHttp.exchange(
                        app.port(),
                        route + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + header + "\r\n"))
                .startsWith("HTTP/1.1 401 ")
                .contains("invalid-token", "more than once");
    }

    @ParameterizedTest
    @MethodSource("administratorRoutes")
    void refuses_a_token_that_is_not_to_be_trusted(String route) {
        String token = app.token("demo");
        String foreign;
        try (TestApp other = TestApp.start()) {
            foreign = other.token("demo");
        }
        // {"alg":"none"} and {"alg":"none","typ":"JWT"}, with the claims of a genuine token and no signature.
        String claims = token.split("\\.")[1];
        for (String bad : List.of(
                "x",
                "a.b.c",
                foreign,
                "eyJhbGciOiJub25lIn0." + claims + ".",
                "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + claims + ".",
                token.substring(0, token.length() - 4) + "AAAA",
                app.token("demo", "edge-admin", Duration.ofSeconds(-1)))) {
            Answer refused =
                    call(route, Map.of("Authorization", "Bearer " + bad)).isProblem(401, "invalid-token");
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
            assertThat(refused.body()).doesNotContain(bad.length() > 5 ? bad : "eyJ");
        }
    }

    @ParameterizedTest
    @MethodSource("administratorRoutes")
    void refuses_who_is_not_an_administrator(String route) {
        call(route, Map.of("Authorization", "Bearer " + app.token("demo", "viewer", Duration.ofHours(1))))
                .isProblem(403, "not-an-administrator");
    }

    private Answer call(String route, Map<String, String> headers) {
        String[] methodAndPath = route.split(" ");
        return app.call(methodAndPath[0], methodAndPath[1], headers);
    }
}
