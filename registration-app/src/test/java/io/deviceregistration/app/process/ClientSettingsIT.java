package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what is set about clients is heeded by the running app. */
final class ClientSettingsIT {

    private static final String ORIGIN = "https://console.example.com";

    @TempDir
    Path folder;

    @Test
    void heeds_proxies_limits_and_origins() throws Exception {
        try (AppProcess app = AppCommand.withDatabaseIn(folder)
                .serve(
                        "--trusted-proxies",
                        "127.0.0.0/8, ::1",
                        "--proxy-header",
                        "forwarded",
                        "--failed-credentials-per-minute",
                        "1",
                        "--cors-origins",
                        ORIGIN)) {
            assertThat(fail(app.url(), "192.0.2.1").statusCode()).isEqualTo(401);
            assertThat(fail(app.url(), "192.0.2.1").statusCode()).isEqualTo(429);
            HttpResponse<String> another = fail(app.url(), "192.0.2.2");
            assertThat(another.statusCode()).isEqualTo(401);
            assertThat(another.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(ORIGIN);
        }
    }

    private static HttpResponse<String> fail(URI app, String client) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(app.resolve("/api/v1/devices"))
                .header("Authorization", "Bearer mistaken")
                .header("Forwarded", "for=" + client)
                .header("X-Forwarded-For", "203.0.113.1")
                .header("Origin", ORIGIN)
                .timeout(AppProcess.PATIENCE)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
