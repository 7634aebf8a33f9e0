package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Calls a running app as its users do. */
public final class Api {

    /** A provisioning key as it is shown once. */
    public record ProvisioningKey(String id, String key) {}

    /** A device as it is told once. */
    record Registered(String deviceId, String deviceKey) {}

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(AppProcess.PATIENCE)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String token;

    private Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** As the administrator of the tenant "demo". */
    public static Api of(AppProcess app, AppCommand command) {
        Ended ended = command.run("token", "--tenant", "demo").assertWentWell();
        return of(app, ended.out().get(0));
    }

    static Api of(AppProcess app, String token) {
        return new Api(app.url(), token);
    }

    String token() {
        return token;
    }

    /** An unlimited provisioning key. */
    public ProvisioningKey createKey() {
        return createKey("{\"label\": \"unlimited\"}");
    }

    public ProvisioningKey createKey(int maxRegistrations) {
        return createKey("{\"label\": \"limited\", \"max_registrations\": " + maxRegistrations + "}");
    }

    public ProvisioningKey createKey(String body) {
        JsonNode key = json(201, administer("/api/v1/edge/keys", body));
        return new ProvisioningKey(key.get("id").textValue(), key.get("key").textValue());
    }

    HttpResponse<String> revoke(ProvisioningKey key) {
        return administer("/api/v1/edge/keys/" + key.id() + "/revoke", "");
    }

    /** Registers a device, or is refused. */
    HttpResponse<String> tryRegister(ProvisioningKey key, String name) {
        return post("/api/v1/devices/register", "X-Provisioning-Key", key.key(), "{\"name\": \"" + name + "\"}");
    }

    /** Registers a device in a way that can be repeated, or is refused. */
    HttpResponse<String> tryRegister(ProvisioningKey key, String name, String idempotencyKey) {
        HttpRequest request = postRequest(
                "/api/v1/devices/register", "X-Provisioning-Key", key.key(), "{\"name\": \"" + name + "\"}");
        return send(HttpRequest.newBuilder(request, (header, text) -> true)
                .header("Idempotency-Key", idempotencyKey)
                .build());
    }

    Registered register(ProvisioningKey key, String name, String idempotencyKey) {
        return registered(tryRegister(key, name, idempotencyKey));
    }

    Registered register(ProvisioningKey key, String name) {
        return registered(tryRegister(key, name));
    }

    static Registered registered(HttpResponse<String> answer) {
        JsonNode device = json(201, answer);
        return new Registered(
                device.get("device_id").textValue(), device.get("device_key").textValue());
    }

    /** The id of the device that a device key belongs to. */
    String self(String deviceKey) {
        return json(200, trySelf(deviceKey)).get("device_id").textValue();
    }

    HttpResponse<String> trySelf(String deviceKey) {
        return send(request("/api/v1/devices/self", "X-Device-Key", deviceKey));
    }

    void disable(Registered device) {
        json(200, administer("/api/v1/devices/" + device.deviceId() + "/disable", ""));
    }

    void enable(Registered device) {
        json(200, administer("/api/v1/devices/" + device.deviceId() + "/enable", ""));
    }

    /** The device with a new key in place of this one. */
    Registered rotate(String deviceKey) {
        return registered(post("/api/v1/devices/self/device-key", "X-Device-Key", deviceKey, ""));
    }

    /** The device with a new key from its administrator. */
    Registered replaceKey(Registered device) {
        return registered(administer("/api/v1/devices/" + device.deviceId() + "/device-key", ""));
    }

    void openReregistration(Registered device) {
        json(200, administer("/api/v1/devices/" + device.deviceId() + "/reregistration", ""));
    }

    /** All items of a list, page by page. */
    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            HttpRequest request = request(path + "?limit=200&cursor=" + cursor, "Authorization", "Bearer " + token);
            JsonNode page = json(200, send(request));
            page.get("items").forEach(items::add);
            cursor = page.path("next_cursor").asText("");
        } while (!cursor.isEmpty());
        return items;
    }

    private HttpResponse<String> administer(String path, String body) {
        return post(path, "Authorization", "Bearer " + token, body);
    }

    private HttpResponse<String> post(String path, String credential, String value, String body) {
        return send(postRequest(path, credential, value, body));
    }

    private HttpRequest postRequest(String path, String credential, String value, String body) {
        return HttpRequest.newBuilder(request(path, credential, value), (name, text) -> true)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest request(String path, String credential, String value) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header(credential, value)
                .timeout(AppProcess.PATIENCE)
                .build();
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
