package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deviceregistration.app.TestApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;

/** The app itself, for a proxy to ask, and devices in it. */
final class Registry implements AutoCloseable {

    /** A device of the tenant "demo". */
    record Device(String id, String key) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestApp app = TestApp.serving(Map.of("trusted-proxies", "127.0.0.1"));
    private final Caller caller = new Caller(app.url());
    private final String provisioningKey = app.createKey("demo", "Site");

    Caller caller() {
        return caller;
    }

    String provisioningKey() {
        return provisioningKey;
    }

    String token() {
        return app.token("demo");
    }

    /** Where it is, as configurations write it. */
    String address() {
        return app.url().substring("http://".length());
    }

    Device register(String name) {
        return registered(caller.call(
                "POST",
                "/api/v1/devices/register",
                "{\"name\": \"" + name + "\"}",
                "X-Provisioning-Key",
                provisioningKey,
                "Content-Type",
                "application/json"));
    }

    static Device registered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode device = json(answer.body());
        return new Device(
                device.get("device_id").textValue(), device.get("device_key").textValue());
    }

    void disable(Device device) {
        HttpResponse<String> answer = caller.call(
                "POST", "/api/v1/devices/" + device.id() + "/disable", "", "Authorization", "Bearer " + token());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** What it answers to a proxy that presents these headers. */
    HttpResponse<String> verify(String... headers) {
        return caller.call("GET", "/api/v1/devices/verify", "", headers);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
