package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deviceregistration.app.guard.Registry.Device;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation.ActionCase;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions.HeadersWithUnderscoresAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.HttpService;
import io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.HeaderMutation;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.type.matcher.v3.ListStringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.v3.StatusCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That Envoy can read its configuration in docs/guard, and that the app answers to what Envoy then asks. Without an Envoy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EnvoyGuardTest {

    private static final GuardFile FILE = GuardFile.of("envoy/envoy.yaml");

    private Registry registry;
    private Device pump;
    private EnvoyFile envoy;
    private ExtAuthz guard;

    @BeforeAll
    void start() throws IOException {
        registry = new Registry();
        pump = registry.register("Pump");
        envoy = EnvoyFile.read(FILE);
        guard = envoy.filter(ExtAuthz.class);
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Test
    void is_held_to_the_fields_that_envoy_knows() {
        assertThatThrownBy(() -> EnvoyFile.read(FILE.with("failure_mode_allow:", "failure_mode_alow:")))
                .hasMessageContaining("failure_mode_alow");
    }

    @Test
    void serves_tls_with_the_lines_for_it_in_effect() throws IOException {
        EnvoyFile tls = EnvoyFile.read(FILE.withCommentedOut("transport_socket:"));
        assertThat(tls.bootstrap()
                        .getStaticResources()
                        .getListeners(0)
                        .getFilterChains(0)
                        .getTransportSocket()
                        .getName())
                .isEqualTo("envoy.transport_sockets.tls");
    }

    @Test
    void lets_nothing_through_that_was_not_verified() {
        assertThat(guard.getFailureModeAllow()).isFalse();
        assertThat(guard.getStatusOnError().getCode()).isEqualTo(StatusCode.ServiceUnavailable);
        assertThat(guard.hasFilterEnabled()).isFalse();
        assertThat(guard.hasWithRequestBody()).isFalse();
        assertThat(guard.getHttpService().getServerUri().getTimeout().getSeconds())
                .isPositive();
        assertThat(envoy.http().getHttpFiltersList())
                .extracting(HttpFilter::getName)
                .containsExactly(
                        "envoy.filters.http.header_mutation",
                        "envoy.filters.http.ext_authz",
                        "envoy.filters.http.buffer",
                        "envoy.filters.http.router");
        VirtualHost host = envoy.http().getRouteConfig().getVirtualHosts(0);
        assertThat(host.getTypedPerFilterConfigMap()).isEmpty();
        assertThat(host.getRoutesList())
                .filteredOn(Route::hasRoute)
                .hasSize(2)
                .allSatisfy(
                        route -> assertThat(route.getTypedPerFilterConfigMap()).isEmpty());
        assertThat(host.getRoutesList())
                .filteredOn(Route::hasDirectResponse)
                .singleElement()
                .satisfies(route -> {
                    assertThat(route.getDirectResponse().getStatus()).isEqualTo(404);
                    assertThat(route.getMatch().getPrefix()).isEqualTo("/");
                });
    }

    @Test
    void passes_on_no_identity_of_a_client_and_no_key() throws IOException {
        List<String> said =
                exact(guard.getHttpService().getAuthorizationResponse().getAllowedUpstreamHeaders());
        assertThat(said).containsExactly("x-device-id", "x-tenant-id");
        assertThat(envoy.filter(HeaderMutation.class).getMutations().getRequestMutationsList())
                .allMatch(mutation -> mutation.getActionCase() == ActionCase.REMOVE)
                .extracting(mutation -> mutation.getRemove())
                .containsExactlyElementsOf(said);
        assertThat(envoy.http().getCommonHttpProtocolOptions().getHeadersWithUnderscoresAction())
                .isEqualTo(HeadersWithUnderscoresAction.DROP_HEADER);
        assertThat(envoy.http().getRouteConfig().getVirtualHosts(0).getRequestHeadersToRemoveList())
                .containsExactly("x-device-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/ingest",
                "PUT /v1/ingest?x=y&z=%20",
                "GET /api/v1/commands?after=7",
                "HEAD /api/v1/commands",
                "DELETE /",
                "GET /v1/../../../../api/v1/edge/keys"
            })
    void gets_the_identity_whatever_the_request(String request) {
        HttpResponse<String> answer = ask(request, "X-Device-Key", pump.key());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("x-device-id")).containsExactly(pump.id());
        assertThat(answer.headers().allValues("x-tenant-id")).containsExactly("demo");
    }

    @Test
    void gets_refusals_that_it_can_pass_on() {
        assertThat(ask("POST /v1/ingest").statusCode()).isEqualTo(401);
        HttpResponse<String> invalid = ask("POST /v1/ingest", "X-Device-Key", "dvc_x");
        assertThat(invalid.statusCode()).isEqualTo(401);
        assertThat(invalid.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(Registry.json(invalid.body()).get("code").textValue()).isEqualTo("invalid-device-key");
        Device disabled = registry.register("Disabled");
        registry.disable(disabled);
        HttpResponse<String> refused = ask("POST /v1/ingest", "X-Device-Key", disabled.key());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Registry.json(refused.body()).get("code").textValue()).isEqualTo("device-disabled");
    }

    /** As Envoy asks: the method is kept, the path is put behind the prefix, and of the headers those pass that may. */
    private HttpResponse<String> ask(String request, String... headers) {
        HttpService service = guard.getHttpService();
        assertThat(exact(guard.getAllowedHeaders())).contains("x-device-key");
        String[] parts = request.split(" ");
        return registry.caller().call(parts[0], service.getPathPrefix() + parts[1], "", headers);
    }

    private static List<String> exact(ListStringMatcher matcher) {
        return matcher.getPatternsList().stream().map(StringMatcher::getExact).toList();
    }
}
