package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeviceKeyApiTest {

    private static final String VERIFY = "/api/v1/devices/verify";
    private static final String SELF = "/api/v1/devices/self";

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

    @Test
    void shows_a_device_itself_and_no_secret() {
        Answer self = app.self(device.text("device_key")).isOk();
        assertThat(self.members())
                .containsExactly(
                        "device_id",
                        "tenant_id",
                        "name",
                        "location",
                        "type",
                        "attributes",
                        "status",
                        "provisioning_key_id",
                        "registered_at",
                        "registered_from",
                        "last_seen_at",
                        "reregistration_until");
        assertThat(self.text("status")).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void verifies_a_key_whatever_the_method(String method) {
        Answer verified = app.withKey("X-Device-Key", device.text("device_key"), method, VERIFY)
                .hasStatus(204);
        assertThat(verified.header("X-Device-Id")).isEqualTo(device.text("device_id"));
        assertThat(verified.header("X-Tenant-Id")).isEqualTo("demo");
        assertThat(verified.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS", "PROPFIND"})
    void verifies_at_the_same_path_with_a_slash_at_its_end(String method) {
        app.withKey("X-Device-Key", device.text("device_key"), method, VERIFY + "/")
                .hasStatus(204);
    }

    @Test
    void takes_a_path_that_only_reads_like_verify_for_a_devices_whatever_the_method() {
        String path = "/api/v1/devices/%76erify";
        Map<String, String> headers =
                Map.of("X-Device-Key", device.text("device_key"), "Authorization", "Bearer " + app.token("demo"));
        app.call("GET", path, headers).isProblem(404, "not-found");
        for (String method : new String[] {"POST", "PUT", "OPTIONS", "PROPFIND"}) {
            app.call(method, path, headers).isProblem(405, "method-not-allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PROPFIND"})
    void never_verifies_without_a_key(String method) {
        Answer refused = app.call(method, VERIFY, Map.of()).hasStatus(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("DeviceKey");
        assertThat(refused.header("X-Device-Id")).isEmpty();
    }

    @Test
    void verifies_behind_a_proxy_that_passes_on_the_guarded_requests_headers() {
        app.call(
                        "GET",
                        VERIFY,
                        Map.of(
                                "X-Device-Key", device.text("device_key"),
                                "X-HTTP-Method-Override", "DELETE",
                                "Content-Type", "application/octet-stream"))
                .hasStatus(204);
    }

    @Test
    void refuses_a_key_that_is_none() {
        String key = device.text("device_key");
        String provisioningKey = app.provisioningKey();
        for (String bad : new String[] {"x", provisioningKey, key.substring(1), key + "a"}) {
            app.withKey("X-Device-Key", bad, "GET", VERIFY).isProblem(401, "invalid-device-key");
            app.withKey("X-Device-Key", bad, "GET", SELF).isProblem(401, "invalid-device-key");
        }
        app.call("GET", SELF, Map.of()).isProblem(401, "missing-credentials");
    }

    @Test
    void refuses_two_keys_at_once() {
        String key = device.text("device_key");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + VERIFY))
                .header("X-Device-Key", key)
                .header("X-Device-Key", key)
                .build();
        app.send(request).isProblem(401, "invalid-device-key");
    }

    @Test
    void refuses_a_disabled_device_at_once_until_it_is_enabled_again() {
        Answer other =
                app.register(app.provisioningKey(), "{'name': 'Disabled'}").hasStatus(201);
        String path = "/api/v1/devices/" + other.text("device_id");
        assertThat(app.admin("POST", path + "/disable").isOk().text("status")).isEqualTo("disabled");
        assertThat(app.admin("POST", path + "/disable").isOk().text("status")).isEqualTo("disabled");
        app.self(other.text("device_key")).isProblem(403, "device-disabled");
        app.withKey("X-Device-Key", other.text("device_key"), "GET", VERIFY).isProblem(403, "device-disabled");
        assertThat(app.admin("POST", path + "/enable").isOk().text("status")).isEqualTo("active");
        app.self(other.text("device_key")).isOk();
    }
}
