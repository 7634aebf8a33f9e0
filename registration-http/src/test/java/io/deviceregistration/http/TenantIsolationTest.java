package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.TokenCheck;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That no administrator's call reaches what belongs to another tenant. The calls are the server's own route table, so a new
 * route is tested from the first, and fails here until it says what a valid request of it is.
 */
final class TenantIsolationTest {

    /** Valid bodies of the calls that have one. */
    private static final Map<String, String> BODIES = Map.of(
            "PATCH /api/v1/edge/keys/{id}", "{\"label\": \"Relabelled\"}",
            "POST /api/v1/edge/keys/{id}/disable-devices", "{\"registered_since\": \"2020-01-01T00:00:00Z\"}",
            "PATCH /api/v1/devices/{id}", "{\"location\": \"Elsewhere\"}");

    /** Calls with an id whose request needs no body. */
    private static final Set<String> WITHOUT_BODY = Set.of(
            "GET /api/v1/edge/keys/{id}",
            "HEAD /api/v1/edge/keys/{id}",
            "POST /api/v1/edge/keys/{id}/revoke",
            "GET /api/v1/devices/{id}",
            "HEAD /api/v1/devices/{id}",
            "DELETE /api/v1/devices/{id}",
            "POST /api/v1/devices/{id}/device-key",
            "POST /api/v1/devices/{id}/reregistration",
            "DELETE /api/v1/devices/{id}/reregistration",
            "POST /api/v1/devices/{id}/disable",
            "POST /api/v1/devices/{id}/enable");

    /** Calls of a tenant as a whole: its lists, and what creates. */
    private static final Set<String> WITHOUT_ID = Set.of(
            "POST /api/v1/edge/keys",
            "GET /api/v1/edge/keys",
            "HEAD /api/v1/edge/keys",
            "GET /api/v1/devices",
            "HEAD /api/v1/devices",
            "GET /api/v1/audit",
            "HEAD /api/v1/audit");

    /** Calls of appliances, whose key says the tenant. */
    private static final Set<String> OF_APPLIANCES = Set.of(
            "POST /api/v1/devices/register",
            "GET /api/v1/devices/self",
            "HEAD /api/v1/devices/self",
            "POST /api/v1/devices/self/device-key");

    private static final InMemoryStores STORES = new InMemoryStores();
    private static final RegistrationHttp HTTP = new RegistrationHttp(
            DeviceRegistration.of(STORES.keys(), STORES.devices(), STORES.audit(), new FakeSecretHasher()),
            // The token is the tenant's name.
            token -> new TokenCheck.Accepted(new Administrator(new TenantId(token), new Subject("alice"))),
            Clock.systemUTC());

    private final HttpClient client = HttpClient.newHttpClient();
    private final RegistrationServer server = RegistrationServer.start(HTTP, "127.0.0.1", 0);
    private final String owner = "owner-" + UUID.randomUUID();
    private String keyId = "";
    private String deviceId = "";

    @BeforeEach
    void register() throws Exception {
        String key = call("POST", "/api/v1/edge/keys", owner, "{\"label\": \"Site\"}")
                .body();
        keyId = member(key, "id");
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/devices/register"))
                .header("X-Provisioning-Key", member(key, "key"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"Pump\"}"))
                .build();
        deviceId = member(client.send(request, BodyHandlers.ofString()).body(), "device_id");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<String> routes() {
        return Javalin.create(HTTP::addTo).unsafe.internalRouter.allHttpHandlers().stream()
                .filter(route -> route.endpoint.method != HandlerType.BEFORE)
                .map(route -> route.endpoint.method.name() + " " + route.endpoint.path);
    }

    static Stream<String> routesWithAnId() {
        return routes().filter(route -> route.contains("{"));
    }

    @Test
    void every_route_is_known_here() {
        assertThat(routes())
                .hasSizeGreaterThan(15)
                .allSatisfy(route -> assertThat(Stream.of(BODIES.keySet(), WITHOUT_BODY, WITHOUT_ID, OF_APPLIANCES)
                                .filter(known -> known.contains(route)))
                        .as(route)
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("routesWithAnId")
    void answers_404_to_another_tenant_in_the_same_words_as_for_no_such_id_and_changes_nothing(String route)
            throws Exception {
        List<String> before = everythingOfTheOwner();
        HttpResponse<String> foreign = callRoute(route, "intruder", keyId, deviceId);
        HttpResponse<String> absent = callRoute(
                route,
                "intruder",
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString());
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(absent.body());
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(everythingOfTheOwner()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("routesWithAnId")
    void serves_the_owner_by_the_same_call(String route) throws Exception {
        assertThat(callRoute(route, owner, keyId, deviceId).statusCode()).isBetween(200, 299);
    }

    @Test
    void lists_nothing_of_another_tenant() throws Exception {
        for (String list : List.of(
                "/api/v1/edge/keys",
                "/api/v1/devices",
                "/api/v1/devices?provisioning_key_id=" + keyId,
                "/api/v1/devices?provisioning_key_id=" + keyId + "&registered_since=2020-01-01T00:00:00Z",
                "/api/v1/audit",
                "/api/v1/audit?object_id=" + keyId,
                "/api/v1/audit?object_id=" + deviceId,
                "/api/v1/audit?actor_id=" + keyId)) {
            assertThat(call("GET", list, "intruder", "").body()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
        }
    }

    private List<String> everythingOfTheOwner() throws Exception {
        return List.of(
                call("GET", "/api/v1/edge/keys", owner, "").body(),
                call("GET", "/api/v1/devices", owner, "").body(),
                call("GET", "/api/v1/audit", owner, "").body());
    }

    private HttpResponse<String> callRoute(String route, String tenant, String key, String device) throws Exception {
        String[] parts = route.split(" ", 2);
        String id = parts[1].startsWith("/api/v1/edge/keys") ? key : device;
        return call(parts[0], parts[1].replace("{id}", id), tenant, BODIES.getOrDefault(route, ""));
    }

    private HttpResponse<String> call(String method, String path, String tenant, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + tenant);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }
}
