package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The administrators' page beside the API. */
final class PageApiTest {

    private static final String PAGE = "/settings/edge-registration-keys";
    private static final String TOKEN = PAGE + "/development-token";

    @Test
    void gives_tokens_that_the_api_takes_in_development_mode() {
        try (TestApp app = TestApp.start()) {
            assertThat(app.call("GET", PAGE + "/config.json", Map.of()).isOk().body())
                    .isEqualTo("{\"development\":true,\"issuer\":null,\"client_id\":null,\"scope\":null,"
                            + "\"audience\":null}");
            String token = app.call("POST", TOKEN, Map.of(), "{'tenant': 'acme'}")
                    .isOk()
                    .text("token");
            Answer key = app.call(
                            "POST",
                            "/api/v1/edge/keys",
                            Map.of("Authorization", "Bearer " + token),
                            "{'label': 'Site'}")
                    .hasStatus(201);
            assertThat(key.text("tenant_id")).isEqualTo("acme");
            assertThat(key.text("created_by")).isEqualTo("developer");
        }
    }

    @Test
    void gives_no_tokens_beside_an_issuer() {
        try (TestIdentityProvider provider = new TestIdentityProvider(Clock.systemUTC())) {
            Map<Setting, String> settings = new EnumMap<>(provider.settings());
            settings.put(Setting.PAGE_CLIENT_ID, "the-page");
            try (TestApp app = TestApp.start(settings)) {
                app.call("POST", TOKEN, Map.of(), "{'tenant': 'acme'}").isProblem(404, "not-found");
                assertThat(app.call("GET", PAGE + "/config.json", Map.of())
                                .isOk()
                                .body())
                        .isEqualTo("{\"development\":false,\"issuer\":\"" + provider.issuer()
                                + "\",\"client_id\":\"the-page\",\"scope\":\"openid\",\"audience\":\""
                                + TestIdentityProvider.AUDIENCE + "\"}");
            }
        }
    }

    @Test
    void leaves_paths_of_the_api_alone() {
        try (TestApp app = TestApp.start()) {
            assertThat(app.call("GET", "/", Map.of()).hasStatus(302).header("Location"))
                    .endsWith(PAGE);
            app.call("GET", "/api/v1/edge/keys", Map.of()).isProblem(401, "missing-credentials");
            app.call("DELETE", PAGE, Map.of()).isProblem(405, "method-not-allowed");
        }
    }
}
