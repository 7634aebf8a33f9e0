package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.TokenCheck;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages a browser lets call the API. */
final class CrossOriginsTest {

    private static final String KEYS = "/api/v1/edge/keys";
    private static final String ALLOWED = "https://console.example.com";

    private RegistrationServer server = start(List.of(ALLOWED));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void lets_a_configured_origin_send_what_administrators_send() throws Exception {
        String answer = preflight(ALLOWED, "PATCH", "authorization,content-type");
        assertThat(answer)
                .startsWith("http/1.1 200")
                .contains("access-control-allow-origin: " + ALLOWED)
                .contains("patch")
                .doesNotContain("access-control-allow-credentials");
    }

    @Test
    void lets_a_configured_origin_read_answers_and_errors() throws Exception {
        assertThat(get(ALLOWED))
                .startsWith("http/1.1 401")
                .contains("access-control-allow-origin: " + ALLOWED)
                .containsPattern("access-control-expose-headers: .*x-request-id")
                .contains("vary: origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://console.example.com.evil.example",
                "http://console.example.com",
                "https://consoleXexample.com",
                "null"
            })
    void tells_no_other_origin_anything(String origin) throws Exception {
        assertThat(preflight(origin, "GET", "authorization")).doesNotContain("access-control-allow-origin");
        assertThat(get(origin)).doesNotContain("access-control-allow-origin");
    }

    @Test
    void allows_nobody_by_default() throws Exception {
        server.close();
        server = start(List.of());
        assertThat(preflight(ALLOWED, "GET", "authorization")).doesNotContain("access-control");
        assertThat(get(ALLOWED)).doesNotContain("access-control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "example.com",
                "https://example.com/",
                "https://example.com/page",
                "https://*.example.com",
                "ftp://example.com",
                "",
                "https://user@example.com/x",
                "https://console.example.com:443",
                "http://console.example.com:80",
                "https://console.example.com:08443",
                "https://u:p@console.example.com",
                "https://user@console.example.com",
                "https://console.example.com:",
                "https://x:",
                "https://Console.example.com",
                "https://console.example.com?x",
                "https://console.example.com#x"
            })
    void refuses_what_is_no_origin(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder().corsOrigins(List.of(text)))
                .withMessageContaining("such as https://example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://console.example.com:8443",
                "https://console.example.com:80",
                "http://localhost:3000",
                "http://127.0.0.1",
                "https://[2001:db8::1]:8443"
            })
    void lets_an_origin_in_that_has_a_port_or_an_address(String origin) throws Exception {
        server.close();
        server = start(List.of(origin));
        assertThat(get(origin)).contains("access-control-allow-origin: " + origin);
    }

    @Test
    void lets_no_page_send_the_keys_of_appliances() throws Exception {
        assertThat(preflight(ALLOWED, "GET", "x-device-key")).doesNotContain("x-device-key");
        assertThat(preflight(ALLOWED, "POST", "x-provisioning-key")).doesNotContain("x-provisioning-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/metrics", "/metrics/", "/health/live", "/health/live/", "/health/ready", "/health/ready/"})
    void lets_no_page_read_what_is_for_operators(String path) throws Exception {
        assertThat(send("GET", path, ALLOWED, "")).doesNotContain("access-control");
    }

    /** A proxy that passes on a request for preflight, with its method and headers, would take the answer for a yes. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/devices/verify", "/api/v1/devices/verify/", "/api/v1/devices/verify/v1/ingest"})
    void tells_no_proxy_that_a_preflight_is_a_device(String path) throws Exception {
        assertThat(send("OPTIONS", path, ALLOWED, "Access-Control-Request-Method: GET\r\n"))
                .startsWith("http/1.1 401")
                .doesNotContain("access-control");
    }

    private static RegistrationServer start(List<String> origins) {
        InMemoryStores stores = new InMemoryStores();
        return RegistrationServer.start(
                new RegistrationHttp(
                        DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher()),
                        token -> new TokenCheck.Invalid("it is no good"),
                        Clock.systemUTC(),
                        HttpSettings.builder().corsOrigins(origins).build()),
                "127.0.0.1",
                0);
    }

    private String preflight(String origin, String method, String headers) throws Exception {
        return send(
                "OPTIONS",
                KEYS,
                origin,
                "Access-Control-Request-Method: " + method + "\r\nAccess-Control-Request-Headers: " + headers + "\r\n");
    }

    private String get(String origin) throws Exception {
        return send("GET", KEYS, origin, "Authorization: Bearer x\r\n");
    }

    /** By hand: the JDK's client sets neither of these headers. */
    private String send(String method, String path, String origin, String headers) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: "
                    + origin + "\r\n" + headers + "\r\n");
            return connection.readToEnd().toLowerCase(Locale.ROOT);
        }
    }
}
