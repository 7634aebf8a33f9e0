package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deviceregistration.app.TestApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks after the keys and devices of the tenant "demo". */
record Administrator(TestApp app) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A provisioning key: its id, and itself. */
    record Key(String id, String text) {}

    Key createKey() {
        JsonNode key = call("POST", "/api/v1/edge/keys", "{\"label\": \"Site\"}", 201);
        return new Key(key.get("id").textValue(), key.get("key").textValue());
    }

    void revoke(Key key) {
        call("POST", "/api/v1/edge/keys/" + key.id() + "/revoke", "", 200);
    }

    /** All devices, or all audit events, up to 200. */
    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        call("GET", path + "?limit=200", "", 200).get("items").forEach(items::add);
        return items;
    }

    List<String> deviceNames() {
        return list("/api/v1/devices").stream()
                .map(device -> device.get("name").textValue())
                .toList();
    }

    JsonNode device(String id) {
        return call("GET", "/api/v1/devices/" + id, "", 200);
    }

    void post(String deviceId, String what, int status) {
        call("POST", "/api/v1/devices/" + deviceId + "/" + what, "", status);
    }

    private JsonNode call(String method, String path, String body, int status) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(app.url() + path))
                            .header("Authorization", "Bearer " + app.token("demo"))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(60))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
