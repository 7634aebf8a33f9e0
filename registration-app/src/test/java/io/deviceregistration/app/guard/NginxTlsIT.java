package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.guard.StubService.Received;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The guard with the lines for TLS in effect, and so with HTTP/2, where header names are spelled another way. */
@ExtendWith(NginxCondition.class)
final class NginxTlsIT {

    @Test
    void guards_over_http_2_as_it_does_over_http_1(@TempDir Path folder) throws Exception {
        Certificate certificate = Certificate.make(folder);
        try (StubService service = StubService.echo();
                StubService registry = StubService.start((request, headers) -> {
                    boolean good = request.header("x-device-key").equals(List.of("good"));
                    headers.put(good ? "X-Device-Id" : "WWW-Authenticate", List.of("pump"));
                    headers.put("X-Tenant-Id", List.of("demo"));
                    return good ? 204 : 401;
                });
                Nginx nginx = Nginx.serve(
                        folder,
                        GuardFile.of("nginx/device-guard.conf")
                                .with("127.0.0.1:8080", registry.address())
                                .with("127.0.0.1:9000", service.address())
                                .withCommentedOut("listen 443 ssl http2;")
                                .with("    listen " + Nginx.ADDRESS + ";\n", "")
                                .with("listen 443 ", "listen " + Nginx.ADDRESS + " ")
                                .with(
                                        "/etc/ssl/certs/edge.example.com.pem",
                                        certificate.certificate().toString())
                                .with(
                                        "/etc/ssl/private/edge.example.com.key",
                                        certificate.key().toString()))) {
            HttpClient http =
                    HttpClient.newBuilder().sslContext(certificate.trusting()).build();
            Caller client = new Caller("https://127.0.0.1:" + nginx.port(), http);
            HttpResponse<String> answer = client.call(
                    "POST",
                    "/v1/ingest",
                    "x".repeat(100_000),
                    "X-Device-Key",
                    "good",
                    "X-Device-Id",
                    "valve",
                    "x-device-id",
                    "valve",
                    "X_Device_Id",
                    "valve",
                    "X-Tenant-Id",
                    "other");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
            Received received = service.only();
            assertThat(received.header("x-device-id")).containsExactly("pump");
            assertThat(received.header("x-tenant-id")).containsExactly("demo");
            assertThat(received.header("x-forwarded-proto")).containsExactly("https");
            assertThat(received.headers().toString()).doesNotContain("valve", "other", "good");
            assertThat(received.body()).hasSize(100_000);

            HttpResponse<String> refused = client.call("POST", "/v1/ingest", "x", "X-Device-Key", "bad");
            assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(Registry.json(refused.body()).get("code").textValue()).isEqualTo("invalid-device-key");
            assertThat(service.received()).hasSize(1);
        }
    }
}
