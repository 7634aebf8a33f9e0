package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong before a handler is asked, or in the body it reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpErrorsApiTest {

    private static final String REGISTER = "/api/v1/devices/register";

    private TestApp app;
    private String key;

    @BeforeAll
    void start() {
        app = TestApp.start();
        key = app.provisioningKey();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/settings",
                "/assets",
                "/api",
                "/api/v1",
                "/api/v2/devices",
                "/api/v1/edge/keys/1/2/3",
                "/v1/ingest"
            })
    void answers_404_where_there_is_nothing(String path) {
        app.call("GET", path, Map.of()).isProblem(404, "not-found");
        app.call("POST", path, Map.of(), "{}").isProblem(404, "not-found");
        app.call("PROPFIND", path, Map.of()).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/devices/register, POST",
        "DELETE, /api/v1/devices/register, POST",
        "PROPFIND, /api/v1/devices/register, POST",
        "DELETE, /api/v1/edge/keys, 'GET, POST, HEAD'",
        "PUT, /api/v1/edge/keys/5f0f6d4e-1d6b-4d2c-9a55-2f1f3a0c9b11, 'GET, PATCH, HEAD'",
        "POST, /api/v1/devices/self, 'GET, HEAD'",
        "OPTIONS, /api/v1/devices, 'GET, HEAD'",
        "PROPFIND, /api/v1/devices, 'GET, HEAD'"
    })
    void answers_405_with_what_is_allowed(String method, String path, String allowed) {
        Answer refused = app.call(method, path, Map.of()).isProblem(405, "method-not-allowed");
        assertThat(refused.header("Allow").split(", ")).containsExactlyInAnyOrder(allowed.split(", "));
    }

    @Test
    void answers_head_as_get_without_the_body() {
        Map<String, String> admin = Map.of("Authorization", "Bearer " + app.token("demo"));
        assertThat(app.call("HEAD", "/api/v1/edge/keys", admin).isOk().body()).isEmpty();
        app.call("HEAD", "/api/v1/edge/keys", Map.of()).hasStatus(401);
        app.call("HEAD", "/api/v1/devices/5f0f6d4e-1d6b-4d2c-9a55-2f1f3a0c9b11", admin)
                .hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "100%", "%4", "%+1", "%ff", "%C3%28", "%ED%A0%80", "b&status=%zz"})
    void answers_400_to_a_query_that_it_can_not_decode(String value) {
        for (String charset : new String[] {"", "Content-Type: application/json; charset=@\r\n"}) {
            assertThat(raw("GET /api/v1/devices?limit=1&name=" + value, charset + admin()))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("invalid-request", value.contains("status") ? "\"/status\"" : "\"/name\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/edge/keys",
                "POST /api/v1/edge/keys",
                "PATCH /api/v1/edge/keys/5f0f6d4e-1d6b-4d2c-9a55-2f1f3a0c9b11",
                "POST /api/v1/devices/register",
                "GET /api/v1/devices/self",
                "GET /api/v1/devices/verify",
                "PROPFIND /api/v1/devices/verify",
                "GET /api/v1/devices/5f0f6d4e-1d6b-4d2c-9a55-2f1f3a0c9b11"
            })
    void answers_400_to_a_malformed_query_wherever_it_is_sent(String request) {
        assertThat(raw(request + "?%zz=1&%C3%BC=%C3%BC", admin()))
                .startsWith("HTTP/1.1 400 ")
                .contains("invalid-request", "\"errors\":[{\"pointer\":\"/%zz\",\"detail\":\"has a % that");
    }

    @Test
    void decodes_a_query_whatever_the_charset_of_the_body() {
        app.register(key, "{'name': 'Süd 1'}").hasStatus(201);
        app.register(key, "{'name': 'Nord 1'}").hasStatus(201);
        for (String query : new String[] {"n%61me=s%C3%BCd+1", "&&name=S%c3%bcd%201&x"}) {
            assertThat(raw(
                            "GET /api/v1/devices?" + query,
                            "Content-Type: application/json; charset=UTF-16\r\n" + admin()))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"Süd 1\"")
                    .doesNotContain("Nord 1");
        }
    }

    @Test
    void heeds_no_header_that_overrides_the_method() {
        app.call("GET", REGISTER, Map.of("X-HTTP-Method-Override", "POST", "X-Provisioning-Key", key))
                .isProblem(405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/xml"})
    void answers_415_to_a_body_that_is_not_json(String contentType) {
        app.call("POST", REGISTER, Map.of("X-Provisioning-Key", key, "Content-Type", contentType), "{'name': 'x'}")
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    void answers_415_to_a_compressed_body_and_to_one_without_a_type() {
        app.call("POST", REGISTER, Map.of("X-Provisioning-Key", key, "Content-Encoding", "gzip"), "{}")
                .isProblem(415, "unsupported-media-type");
        app.call("POST", REGISTER, Map.of("X-Provisioning-Key", key)).isProblem(415, "unsupported-media-type");
    }

    @Test
    void takes_no_notice_of_a_charset_that_is_none() {
        app.call(
                        "POST",
                        REGISTER,
                        Map.of("X-Provisioning-Key", key, "Content-Type", "application/json; charset=@"),
                        "{")
                .isProblem(400, "malformed-json");
    }

    @Test
    void takes_json_with_a_charset() {
        app.call(
                        "POST",
                        REGISTER,
                        Map.of("X-Provisioning-Key", key, "Content-Type", "Application/JSON; charset=UTF-8"),
                        "{'name': 'with charset'}")
                .hasStatus(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{'name': 'x'",
                "{'name': 'x'}}",
                "{'name': 'x', 'name': 'y'}",
                "[]",
                "'x'",
                "null",
                "5",
                "{name: 'x'}",
                "{'name': 'x',}",
                "{'name': NaN}"
            })
    void answers_400_to_what_is_not_a_json_object(String body) {
        app.register(key, body).isProblem(400, "malformed-json");
    }

    @Test
    void never_repeats_what_it_could_not_read() {
        assertThat(app.register(key, "{'name': pvk_somethingsecret}")
                        .isProblem(400, "malformed-json")
                        .body())
                .doesNotContain("secret");
    }

    @Test
    void answers_400_to_a_body_that_is_not_utf_8() {
        byte[] latin1 = "{\"name\": \"Süd\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "{\"name\": \"x\"}".getBytes(StandardCharsets.UTF_16);
        for (byte[] body : new byte[][] {latin1, utf16}) {
            app.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + REGISTER))
                            .header("X-Provisioning-Key", key)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build())
                    .isProblem(400, "malformed-json");
        }
    }

    @Test
    void takes_a_body_of_16_kib_and_not_a_byte_more() {
        String body = "{'name': 'large', 'ignored': '";
        String padded = body + "x".repeat(16 * 1024 - body.length() - 2) + "'}";
        app.register(key, padded).hasStatus(201);
        app.register(key, padded + " ").isProblem(413, "body-too-large");
        app.register(key, padded.repeat(100)).isProblem(413, "body-too-large");
    }

    @Test
    void answers_413_to_a_large_body_that_does_not_say_how_large_it_is() {
        byte[] large = new byte[1 << 20];
        app.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + REGISTER))
                        .header("X-Provisioning-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build())
                .isProblem(413, "body-too-large");
    }

    @Test
    void answers_414_and_431_as_problems_too_and_says_that_the_connection_ends() {
        Answer uriTooLong = app.call("GET", "/" + "a".repeat(20_000), Map.of());
        Answer headersTooLarge = app.call("GET", "/", Map.of("X-Long", "a".repeat(20_000)));

        uriTooLong.isProblem(414, "uri-too-long");
        headersTooLarge.isProblem(431, "headers-too-large");
        assertThat(List.of(uriTooLong, headersTooLarge))
                .extracting(answer -> answer.headers().firstValue("Connection"))
                .containsOnly(Optional.of("close"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n",
                "GET / HTTP/3.0\r\nHost: x\r\n",
                "GET / HTTP/2.0\r\nHost: x\r\n",
                "GET / HTTP/1.10\r\nHost: x\r\n",
                "GET / FTP/1.1\r\nHost: x\r\n",
                "GET /\r\n",
                "GET  HTTP/1.1\r\nHost: x\r\n",
                "GET\r\n",
                " / HTTP/1.1\r\nHost: x\r\n",
                "PRI * HTTP/2.0\r\n",
                "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n",
                "GET / HTTP/1.1\r\nHost: x y\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nno header\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: some\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: some\r\n",
                "GET /api/v1/devices/%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /api/v1/devices/x;y%=z HTTP/1.1\r\nHost: x\r\n",
                "GET /../x HTTP/1.1\r\nHost: x\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001"
            })
    void answers_what_is_not_http_with_a_problem(String request) {
        assertThat(RawHttp.exchange(app.port(), request + "\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "invalid-request", "Connection: close")
                .doesNotContain("<html", "org.eclipse", "Jetty");
    }

    @Test
    void answers_a_websocket_handshake_with_a_problem() {
        assertThat(RawHttp.exchange(
                        app.port(),
                        "GET /api/v1/devices HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("application/problem+json", "not-found")
                .doesNotContain("<html");
    }

    @Test
    void does_not_say_what_it_runs_on() {
        Answer answer = app.call("GET", "/", Map.of());
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    private String admin() {
        return "Authorization: Bearer " + app.token("demo") + "\r\n";
    }

    private String raw(String methodAndTarget, String headers) {
        return RawHttp.exchange(
                app.port(), methodAndTarget + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    }
}
