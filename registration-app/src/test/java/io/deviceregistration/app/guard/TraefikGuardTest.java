package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deviceregistration.app.guard.Registry.Device;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Traefik's configuration in docs/guard says, and that the app answers to what Traefik then asks. Without a Traefik. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraefikGuardTest {

    private static final GuardFile FILE = GuardFile.of("traefik/device-guard.yml");

    private final JsonNode http = tree(FILE).path("http");
    private final JsonNode guard = http.at("/middlewares/device-guard/forwardAuth");
    private Registry registry;
    private Device pump;

    @BeforeAll
    void start() {
        registry = new Registry();
        pump = registry.register("Pump");
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Test
    void guards_all_that_it_lets_through() {
        assertThat(http.path("routers")).hasSize(1).allSatisfy(router -> {
            assertThat(router.path("middlewares"))
                    .extracting(JsonNode::textValue)
                    .containsExactly("device-guard", "without-device-key", "body-limit");
            assertThat(router.path("rule").textValue()).isEqualTo("Path(`/v1/ingest`) || Path(`/api/v1/commands`)");
        });
        assertThat(guard.path("trustForwardHeader").isBoolean()).isTrue();
        assertThat(guard.path("trustForwardHeader").booleanValue()).isFalse();
        assertThat(guard.has("forwardBody")).isFalse();
        assertThat(http.at("/middlewares/body-limit/buffering/maxRequestBodyBytes")
                        .longValue())
                .isEqualTo(1024 * 1024);
    }

    @Test
    void passes_on_no_identity_of_a_client_and_no_key() {
        assertThat(guard.path("authResponseHeaders"))
                .extracting(JsonNode::textValue)
                .containsExactly("X-Device-Id", "X-Tenant-Id");
        // An empty value takes the header away.
        assertThat(http.at("/middlewares/without-device-key/headers/customRequestHeaders/X-Device-Key")
                        .textValue())
                .isEmpty();
        assertThat(tree(GuardFile.of("traefik/traefik.yml"))
                        .at("/entryPoints/edge/http/underscoreHeadersStrategy")
                        .textValue())
                .isEqualTo("delete");
    }

    @Test
    void serves_tls_with_the_lines_for_it_in_effect() {
        JsonNode tls = tree(FILE.withCommentedOut("tls: {}").withCommentedOut("tls:\n"));
        assertThat(tls.at("/http/routers/guarded-service/tls").isObject()).isTrue();
        assertThat(tls.at("/tls/certificates/0/certFile").textValue()).endsWith(".pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/ingest?x=%20", "GET /api/v1/commands", "DELETE /"})
    void gets_the_identity_whatever_the_request(String request) {
        HttpResponse<String> answer = ask(request, pump.key());
        assertThat(answer.statusCode()).isBetween(200, 299);
        assertThat(answer.headers().allValues("X-Device-Id")).containsExactly(pump.id());
        assertThat(answer.headers().allValues("X-Tenant-Id")).containsExactly("demo");
    }

    @Test
    void gets_refusals_that_it_can_pass_on() {
        assertRefused(ask("POST /v1/ingest", "dvc_x"), 401, "invalid-device-key");
        Device disabled = registry.register("Disabled");
        registry.disable(disabled);
        assertRefused(ask("POST /v1/ingest", disabled.key()), 403, "device-disabled");
    }

    private void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Registry.json(answer.body()).get("code").textValue()).isEqualTo(code);
        // A longer one would be 401 without a body.
        assertThat((long) answer.body().length())
                .isLessThan(guard.path("maxResponseBodySize").longValue());
    }

    /** As Traefik asks: with GET at the address, with the headers that may pass, and what it says of the request itself. */
    private HttpResponse<String> ask(String request, String key) {
        assertThat(guard.path("authRequestHeaders"))
                .extracting(JsonNode::textValue)
                .containsExactly("X-Device-Key");
        String[] parts = request.split(" ");
        return registry.caller()
                .call(
                        "GET",
                        URI.create(guard.path("address").textValue()).getPath(),
                        "",
                        "X-Device-Key",
                        key,
                        "X-Forwarded-For",
                        "192.0.2.7",
                        "X-Forwarded-Method",
                        parts[0],
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "edge.example.com",
                        "X-Forwarded-Port",
                        "443",
                        "X-Forwarded-Uri",
                        parts[1]);
    }

    private static JsonNode tree(GuardFile file) {
        return new ObjectMapper().valueToTree(file.yaml());
    }
}
