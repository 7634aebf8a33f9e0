package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.guard.Registry.Device;
import io.deviceregistration.app.guard.StubService.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service behind an nginx that is configured as docs/guard has it, and asks the app who is calling. */
@ExtendWith(NginxCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NginxGuardIT {

    private static final String INGEST = "/v1/ingest";
    private static final String COMMANDS = "/api/v1/commands";

    private Registry registry;
    private StubService service;
    private Nginx nginx;
    private Caller client;
    private Device pump;
    private Device valve;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        registry = new Registry();
        service = StubService.start((request, headers) -> {
            headers.put("Seen-Device", request.header("x-device-id"));
            return request.target().contains("?answer=")
                    ? Integer.parseInt(request.target().replaceFirst(".*=", ""))
                    : 200;
        });
        nginx = Nginx.serve(
                folder,
                GuardFile.of("nginx/device-guard.conf")
                        .with("127.0.0.1:8080", registry.address())
                        .with("127.0.0.1:9000", service.address())
                        .withCommentedOut("location ~ "));
        client = Caller.of(nginx);
        pump = registry.register("Pump");
        valve = registry.register("Valve");
    }

    @AfterAll
    void stop() {
        nginx.close();
        service.close();
        registry.close();
    }

    @BeforeEach
    void forget() {
        service.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void lets_a_device_through_with_its_identity_and_without_its_key(String method) {
        HttpResponse<String> answer =
                client.call(method, COMMANDS + "?after=7", "", "X-Device-Key", pump.key(), "X-Other", "kept");
        assertThat(answer.statusCode()).isEqualTo(200);
        Received received = service.only();
        assertThat(received.method()).isEqualTo(method);
        assertThat(received.target()).isEqualTo(COMMANDS + "?after=7");
        assertIdentity(received, pump);
        assertThat(received.header("x-other")).containsExactly("kept");
        assertThat(received.headers().toString()).doesNotContain(pump.key());
    }

    /** Other services may read them as paths of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/%2e%2e/v1/ingest",
                "/admin%2f..%2fv1/ingest",
                "/admin;/../v1/ingest",
                "//v1/./ingest",
                "/%761/ingest"
            })
    void passes_on_no_other_spelling_of_a_path(String path) {
        String answer = client.raw("POST " + path + "?a=%2f HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Device-Key: "
                + pump.key() + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(service.only().target()).isEqualTo(INGEST + "?a=%2f");
    }

    @Test
    void passes_a_large_body_once_and_whole() {
        String body = "Ümläut and so on, ".repeat(45_000);
        HttpResponse<String> answer = client.call("POST", INGEST, body, "X-Device-Key", pump.key());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(service.only().body(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @Test
    void passes_a_body_whose_length_nobody_knows() {
        String answer = client.raw("POST " + INGEST + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Device-Key: "
                + pump.key() + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(service.only().body()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertIdentity(service.only(), pump);
    }

    @Test
    void refuses_a_body_that_is_too_large() {
        String body = "x".repeat(1024 * 1024 + 1);
        assertThat(client.call("POST", INGEST, body, "X-Device-Key", pump.key()).statusCode())
                .isEqualTo(413);
        assertThat(service.received()).isEmpty();
    }

    @Test
    void refuses_whoever_has_no_key_in_the_words_of_the_registry() {
        assertRefused(401);
        assertRefused(401, "X-Device-Key", "");
        assertRefused(401, "X-Device-Id", pump.id(), "X-Tenant-Id", "demo");
    }

    @Test
    void refuses_a_wrong_key_in_the_words_of_the_registry() {
        assertRefused(401, "X-Device-Key", "dvc_x");
        assertRefused(401, "X-Device-Key", pump.key().substring(1));
        assertRefused(401, "X-Device-Key", registry.provisioningKey());
    }

    @Test
    void refuses_a_disabled_device_in_the_words_of_the_registry() {
        Device disabled = registry.register("Disabled");
        String[] key = {"X-Device-Key", disabled.key()};
        assertThat(client.call("POST", INGEST, "x", key).statusCode()).isEqualTo(200);
        service.forget();
        registry.disable(disabled);
        assertRefused(403, key);
    }

    @Test
    void never_passes_on_an_identity_that_a_client_made_up() {
        String forged = String.join(
                "\r\n",
                "X-Device-Id: " + valve.id(),
                "X-Device-Id: " + valve.id(),
                "x-device-id:\t" + valve.id() + " \t ",
                "X-DEVICE-ID: ",
                "X_Device_Id: " + valve.id(),
                "X-Device_Id: " + valve.id(),
                "X_DEVICE-ID: " + valve.id(),
                "X.Device.Id: " + valve.id(),
                "X-Tenant-Id: other",
                "x-tenant-id: other",
                "X_Tenant_Id: other",
                "X_Device_Key: " + valve.key(),
                "X-Forwarded-For: 203.0.113.9",
                "Forwarded: for=203.0.113.9",
                "Connection: close, X-Device-Id, X-Tenant-Id",
                "X-Device-Key: " + pump.key());
        String answer = client.raw("POST " + INGEST + " HTTP/1.1\r\nHost: x\r\n" + forged + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        Received received = service.only();
        assertIdentity(received, pump);
        assertThat(received.headers().toString()).doesNotContain(valve.id(), valve.key(), "other", "203.0.113.9");
        assertThat(received.headers().keySet())
                .noneMatch(name -> name.contains("device") && !name.equals("x-device-id"))
                .noneMatch(name -> name.contains("tenant") && !name.equals("x-tenant-id"));
    }

    /** Header lines that other servers might read as the guard's, or as the end of the request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Device-Id : forged",
                "X-Device-Id\t: forged",
                "X-Device-Id\u0000: forged",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding : chunked"
            })
    void refuses_what_could_be_read_in_two_ways(String header) {
        String answer = client.raw("POST " + INGEST + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Device-Key: "
                + pump.key() + "\r\n" + header + "\r\n\r\nhello");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|501) .*");
        assertThat(service.received()).isEmpty();
    }

    /** Which one counts is nginx's own matter, and differs from version to version; but it is one of them, or none. */
    @Test
    void mixes_no_two_keys_of_one_request() {
        String answer = client.raw("GET " + COMMANDS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Device-Key: "
                + pump.key() + "\r\nX-Device-Key: " + valve.key() + "\r\n\r\n");
        if (answer.startsWith("HTTP/1.1 200 ")) {
            assertIdentity(service.only(), pump);
        } else {
            assertThat(answer).startsWith("HTTP/1.1 401 ");
            assertThat(service.received()).isEmpty();
        }
        assertThat(service.received().toString()).doesNotContain(valve.key(), pump.key());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 400, 401, 403, 404, 500, 503})
    void leaves_the_services_own_answers_alone(int status) {
        HttpResponse<String> answer =
                client.call("POST", INGEST + "?answer=" + status, "x", "X-Device-Key", pump.key());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Seen-Device")).contains(pump.id());
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void never_mixes_identities_on_shared_connections() throws Exception {
        int threads = 4;
        int calls = 60;
        ExecutorService devices = Executors.newFixedThreadPool(threads);
        List<Future<Boolean>> each = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            each.add(devices.submit(() -> {
                for (int call = 0; call < calls; call++) {
                    Device device = (first + call) % 2 == 0 ? pump : valve;
                    // Refusals in between use the same connections.
                    String key = call % 5 == 4 ? "dvc_x" : device.key();
                    HttpResponse<String> answer = client.call("POST", INGEST, device.id(), "X-Device-Key", key);
                    String seen = answer.headers().firstValue("Seen-Device").orElse("");
                    assertThat(seen).isEqualTo(call % 5 == 4 ? "" : device.id());
                }
                return true;
            }));
        }
        for (Future<Boolean> done : each) {
            assertThat(done.get()).isTrue();
        }
        devices.shutdown();
        assertThat(service.received())
                .hasSize(threads * calls * 4 / 5)
                .allSatisfy(request -> assertThat(request.header("x-device-id"))
                        .containsExactly(new String(request.body(), StandardCharsets.UTF_8)));
        // It opened few connections for them.
        assertThat(service.received().stream().map(Received::connection).distinct())
                .hasSizeLessThan(3 * threads);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/ingest/",
                "/v1/ingest/x",
                "/v1/ingestion",
                "/V1/INGEST",
                "/.device-guard",
                "/%2edevice-guard",
                "/v1/ingest/../../.device-guard",
                "/api/v1/devices/verify",
                "/api/v1/devices/verify/envoy",
                "/api/v1/devices",
                "/api/v1/edge/keys",
                "/api/v1/devices/self/../../edge/keys",
                "/api/v1/devices/self%2f..%2f..%2fedge%2fkeys",
                "/api/v1/audit",
                "/settings/edge-registration-keys"
            })
    void opens_nothing_else(String path) {
        String answer = client.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Device-Key: "
                + pump.key() + "\r\nAuthorization: Bearer " + registry.token() + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404 ");
        assertThat(service.received()).isEmpty();
    }

    @Test
    void lets_appliances_register_where_that_is_opened() {
        HttpResponse<String> answer = client.call(
                "POST",
                "/api/v1/devices/register",
                "{\"name\": \"New\"}",
                "X-Provisioning-Key",
                registry.provisioningKey(),
                "Content-Type",
                "application/json",
                "X-Forwarded-For",
                "203.0.113.9");
        Device device = Registry.registered(answer);
        String[] key = {"X-Device-Key", device.key()};
        assertThat(client.call("GET", "/api/v1/devices/self", "", key).body())
                .contains("\"registered_from\":\"127.0.0.1\"");
        assertThat(client.call("POST", INGEST, "x", key).statusCode()).isEqualTo(200);
        assertThat(client.call("POST", "/api/v1/devices/self/device-key", "", key)
                        .statusCode())
                .isEqualTo(201);
    }

    private void assertIdentity(Received received, Device device) {
        assertThat(received.header("x-device-id")).containsExactly(device.id());
        assertThat(received.header("x-tenant-id")).containsExactly("demo");
        assertThat(received.header("x-device-key")).isEmpty();
        assertThat(received.header("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(received.header("x-forwarded-proto")).containsExactly("http");
    }

    private void assertRefused(int status, String... headers) {
        HttpResponse<String> said = registry.verify(headers);
        assertThat(said.statusCode()).isEqualTo(status);
        HttpResponse<String> answer = client.call("POST", INGEST, "x", headers);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(said.body());
        for (String header : new String[] {"WWW-Authenticate", "Content-Type", "Cache-Control"}) {
            assertThat(answer.headers().allValues(header))
                    .as(header)
                    .isEqualTo(said.headers().allValues(header));
        }
        assertThat(service.received()).isEmpty();
    }
}
