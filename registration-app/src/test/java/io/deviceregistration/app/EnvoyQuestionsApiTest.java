package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verifying below {@code verify}. Envoy puts the guarded request's path and query behind the path that it is given, keeps the
 * method, and takes no status but 200 for a yes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EnvoyQuestionsApiTest {

    private static final String VERIFY = "/api/v1/devices/verify";

    private TestApp app;
    private Answer device;

    @BeforeAll
    void start() {
        app = TestApp.start();
        device = app.register(app.provisioningKey(), "{'name': 'Pump'}").hasStatus(201);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
    void verifies_with_200_whatever_the_method(String method) {
        String answer = raw(method + " " + VERIFY + "/v1/ingest", deviceKey() + "Content-Length: 0\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("X-Device-Id: " + device.text("device_id") + "\r\n")
                .contains("X-Tenant-Id: demo\r\n")
                .contains("Cache-Control: no-store")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/envoy",
                "/envoy/",
                "/envoy?/v1/ingest",
                "/envoy?/../../edge/keys?%zz&%C3%28",
                "/v1/ingest?x=y&x=%zz&%",
                "/v1/items/%C3%BC;v=1",
                "/v1/items/a%2fb",
                "/..%2fself",
                "/self",
                "/api/v1/devices/verify"
            })
    void verifies_whatever_path_and_query_the_client_sent(String rest) {
        assertThat(raw("GET " + VERIFY + rest, deviceKey())).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS", "TRACE", "PROPFIND"})
    void never_verifies_without_a_key(String method) {
        for (String header : new String[] {"", "X-Device-Key: dvc_x\r\n", "X-Device-Id: " + device.text("device_id")}) {
            assertThat(raw(method + " " + VERIFY + "/v1/ingest", header.isEmpty() ? "" : header.strip() + "\r\n"))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("WWW-Authenticate: DeviceKey realm=\"device-registration\"");
        }
    }

    @Test
    void refuses_a_disabled_device() {
        Answer other =
                app.register(app.provisioningKey(), "{'name': 'Disabled'}").hasStatus(201);
        app.admin("POST", "/api/v1/devices/" + other.text("device_id") + "/disable")
                .isOk();
        app.call("POST", VERIFY + "/v1/ingest", Map.of("X-Device-Key", other.text("device_key")))
                .isProblem(403, "device-disabled");
    }

    /** A client that chooses the rest of the path must not have the proxy ask anything else, and least with its own token. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../self",
                "/..",
                "/v1/ingest/../../self",
                "/v1/ingest/../../../../../edge/keys",
                "/v1/%2e%2e/%2E%2E/../self",
                "/.%2e/self",
                "//../../self",
                "/..;x/self",
                "/%2e%2e;x/self",
                "/x/../..;/self",
                "/./../self",
                "/%252e%252e/../self"
            })
    void leads_nowhere_else(String rest) {
        assertThat(raw("GET " + VERIFY + rest, deviceKey() + "Authorization: Bearer " + app.token("demo") + "\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    private String deviceKey() {
        return "X-Device-Key: " + device.text("device_key") + "\r\n";
    }

    private String raw(String request, String headers) {
        return RawHttp.exchange(
                app.port(), request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }
}
