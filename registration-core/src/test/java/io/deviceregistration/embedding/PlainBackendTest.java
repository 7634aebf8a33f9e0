package io.deviceregistration.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The core in a backend that has nothing else: no other library is on this module's class path. */
@Timeout(60)
final class PlainBackendTest {

    private PlainBackend backend;

    @BeforeEach
    void start() throws IOException {
        backend = new PlainBackend();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void registers_a_device_and_gives_it_its_key() throws Exception {
        HttpResponse<String> answer = register(backend.provisioningKey(), "pump");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(PlainKey.parse(KeyKind.DEVICE, answer.body())).isPresent();
    }

    @Test
    void refuses_a_second_device_of_that_name() throws Exception {
        register(backend.provisioningKey(), "pump");

        assertThat(register(backend.provisioningKey(), "PUMP").statusCode()).isEqualTo(403);
    }

    @Test
    void refuses_who_has_no_provisioning_key() throws Exception {
        assertThat(register("guessed", "pump").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> register(String key, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + backend.port() + "/register"))
                .header("X-Provisioning-Key", key)
                .POST(BodyPublishers.ofString(name))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
