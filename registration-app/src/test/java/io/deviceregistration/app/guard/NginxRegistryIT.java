package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.guard.StubService.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How nginx, configured as docs/guard has it, asks a registry; and what it does about one that doesn't answer, or not so. */
@ExtendWith(NginxCondition.class)
final class NginxRegistryIT {

    private static final String KEY = "dvc_x";

    @TempDir
    private Path folder;

    private StubService service;

    @BeforeEach
    void start() throws IOException {
        service = StubService.echo();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void asks_with_the_key_and_the_address_and_nothing_else_on_a_connection_that_it_keeps() throws IOException {
        try (StubService registry = StubService.start((request, headers) -> {
                    headers.put("X-Device-Id", List.of("some-device"));
                    headers.put("X-Tenant-Id", List.of("some-tenant"));
                    return 204;
                });
                Nginx nginx = serve(registry.address())) {
            Caller client = Caller.of(nginx);
            for (int call = 0; call < 10; call++) {
                HttpResponse<String> answer = client.call(
                        "PUT",
                        "/v1/ingest?secret=1",
                        "a body",
                        "X-Device-Key",
                        KEY,
                        "Authorization",
                        "Bearer x",
                        "Cookie",
                        "a=b",
                        "Content-Type",
                        "text/plain",
                        "X-HTTP-Method-Override",
                        "DELETE",
                        "X-Forwarded-For",
                        "203.0.113.9");
                assertThat(answer.headers().firstValue("Seen-Device")).contains("some-device");
            }
            assertThat(registry.received()).hasSize(10).allSatisfy(NginxRegistryIT::assertAsksForNothingElse);
            assertThat(registry.received().stream().map(Received::connection).distinct())
                    .hasSize(1);
            assertThat(service.received()).hasSize(10);
        }
    }

    private static void assertAsksForNothingElse(Received request) {
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/api/v1/devices/verify");
        assertThat(request.body()).isEmpty();
        assertThat(request.headers()).containsOnlyKeys("host", "x-device-key", "x-forwarded-for");
        assertThat(request.header("x-device-key")).containsExactly(KEY);
        assertThat(request.header("x-forwarded-for")).containsExactly("127.0.0.1");
    }

    /** Whatever it is that says yes there, it doesn't know whose key it is. */
    @ParameterizedTest
    @ValueSource(strings = {"", "X-Device-Id", "X-Tenant-Id"})
    void lets_nothing_through_without_an_identity(String only) throws IOException {
        try (StubService stranger = StubService.start((request, headers) -> {
                    if (!only.isEmpty()) {
                        headers.put(only, List.of("x"));
                    }
                    return 200;
                });
                Nginx nginx = serve(stranger.address())) {
            HttpResponse<String> answer = Caller.of(nginx)
                    .call("POST", "/v1/ingest", "x", "X-Device-Key", KEY, "X-Device-Id", "forged", "X-Tenant-Id", "x");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(stranger.received()).hasSize(1);
            assertThat(service.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 429, 500, 503})
    void answers_503_to_whatever_a_registry_says_that_is_no_answer(int status) throws IOException {
        try (StubService registry = StubService.start((request, headers) -> status);
                Nginx nginx = serve(registry.address())) {
            assertUnavailable(nginx);
        }
    }

    @Test
    void answers_503_while_the_registry_is_down() throws IOException {
        try (Socket nobodyListens = new Socket()) {
            nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (Nginx nginx = serve("127.0.0.1:" + nobodyListens.getLocalPort())) {
                assertUnavailable(nginx);
            }
        }
    }

    @Test
    void answers_503_when_the_registry_takes_too_long() throws IOException {
        try (ServerSocket neverAnswers = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Nginx nginx = serve("127.0.0.1:" + neverAnswers.getLocalPort())) {
            assertUnavailable(nginx);
        }
    }

    private void assertUnavailable(Nginx nginx) {
        HttpResponse<String> answer = Caller.of(nginx).call("POST", "/v1/ingest", "x", "X-Device-Key", KEY);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(Registry.json(answer.body()).get("status").intValue()).isEqualTo(503);
        assertThat(service.received()).isEmpty();
    }

    private Nginx serve(String registry) throws IOException {
        return Nginx.serve(
                folder,
                GuardFile.of("nginx/device-guard.conf")
                        .with("127.0.0.1:8080", registry)
                        .with("127.0.0.1:9000", service.address()));
    }
}
