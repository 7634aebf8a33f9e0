package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls everything, rightly and wrongly, while the app logs all it can, and searches all that it wrote for secrets. */
class SecretsIT {

    /** As much of a secret as may turn up anywhere: 11 characters of 5 bits leave 201 bits unknown. */
    private static final int TOLERABLE = 11;

    @TempDir
    Path folder;

    @Test
    void writes_no_secret_anywhere() throws IOException {
        AppCommand command = AppCommand.in(folder);
        List<String> secrets = new ArrayList<>();
        Ended ended;
        try (AppProcess app = command.serve("--log-level", "trace")) {
            Api api = Api.of(app, command);
            secrets.add(api.token());
            callEverything(app.url(), api, secrets);
            replaceKeys(api, secrets);
            ended = app.stop();
        }
        secrets.add(Files.readString(folder.resolve("data/development-token.key")));
        Map<String, String> written = written(ended);

        assertThat(written.get("log")).contains("DEBUG", "hikari", "liquibase");
        assertThat(written.get("registration.mv.db as ISO-8859-1")).contains("a label to be found", "$argon2id$");
        written.forEach((place, text) -> secrets.forEach(secret -> assertHidden(place, text, secret)));
    }

    private static void callEverything(URI url, Api api, List<String> secrets) {
        ProvisioningKey key = api.createKey("{\"label\": \"a label to be found\"}");
        Registered device = api.register(key, "Pump");
        secrets.add(key.key());
        secrets.add(device.deviceKey());
        api.self(device.deviceKey());
        api.tryRegister(key, "PUMP");
        api.tryRegister(key, "");
        api.tryRegister(new ProvisioningKey("", key.key().substring(1)), "mistyped");
        api.tryRegister(new ProvisioningKey("", device.deviceKey()), "the wrong key");
        api.list("/api/v1/edge/keys");
        api.list("/api/v1/devices");
        String admin = "Bearer " + api.token();
        for (String path : List.of(
                "/api/v1/edge/keys/" + key.id(),
                "/api/v1/devices/" + device.deviceId(),
                "/api/v1/devices/verify",
                "/api/v1/devices/" + device.deviceKey(),
                "/api/v1/devices?cursor=" + key.key(),
                "/api/v1/devices?name=" + key.key(),
                "/" + device.deviceKey(),
                "/?x=" + "x".repeat(9000) + key.key())) {
            for (String method : List.of("GET", "HEAD", "POST", "PATCH", "TRACE")) {
                call(url, method, path, admin, device.deviceKey(), "{\"label\": \"a label to be found\", " + key.key());
            }
        }
        call(url, "GET", "/api/v1/devices", admin + "x", key.key(), "");
        call(url, "POST", "/api/v1/devices/" + device.deviceId() + "/disable", admin, device.deviceKey(), "");
        call(url, "GET", "/api/v1/devices/self", admin, device.deviceKey(), "");
        call(url, "POST", "/api/v1/devices/" + device.deviceId() + "/enable", admin, device.deviceKey(), "");
        api.revoke(key);
        api.tryRegister(key, "too late");
    }

    /** Every way in which a device gets another key than its first. */
    private static void replaceKeys(Api api, List<String> secrets) {
        // No secrets of ours, but with the provisioning key one is enough to get a key that was never used.
        List<String> idempotencyKeys = List.of("n4Tq8ZrW2xLb6VdK", "c9JmP3sYfG7uHe5A");
        secrets.addAll(idempotencyKeys);
        ProvisioningKey key = api.createKey("{\"label\": \"a label to be found\"}");
        secrets.add(key.key());
        Registered lost = api.register(key, "Valve", idempotencyKeys.get(0));
        Registered replayed = api.register(key, "Valve", idempotencyKeys.get(0));
        assertThat(replayed.deviceId()).isEqualTo(lost.deviceId());
        assertThat(api.tryRegister(key, "Other", idempotencyKeys.get(0)).statusCode())
                .isEqualTo(409);
        Registered rotated = api.rotate(replayed.deviceKey());
        api.self(rotated.deviceKey());
        Registered replaced = api.replaceKey(rotated);
        api.openReregistration(replaced);
        Registered reregistered = api.register(key, "VALVE", idempotencyKeys.get(1));
        assertThat(reregistered.deviceId()).isEqualTo(lost.deviceId());
        api.self(reregistered.deviceKey());
        Stream.of(lost, replayed, rotated, replaced, reregistered)
                .map(Registered::deviceKey)
                .forEach(secrets::add);
        assertThat(api.list("/api/v1/audit"))
                .extracting(event -> event.get("action").textValue())
                .contains(
                        "device_registration_replayed",
                        "device_key_rotated",
                        "device_key_replaced",
                        "device_reregistered");
    }

    private static void call(URI url, String method, String path, String authorization, String deviceKey, String body) {
        Api.send(HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", authorization)
                .header("X-Device-Key", deviceKey)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .timeout(AppProcess.PATIENCE)
                .build());
    }

    /** Everything the app wrote, by where: its streams, and every file but the development key's own, in each encoding. */
    private Map<String, String> written(Ended ended) throws IOException {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("standard output", String.join("\n", ended.out()));
        written.put("log", String.join("\n", ended.err()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("development-token.key")) {
                    for (Charset charset : List.of(
                            StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
                        written.put(name + " as " + charset, new String(Files.readAllBytes(file), charset));
                    }
                }
            }
        }
        return written;
    }

    /** No stretch of the secret's secret part is there; a key's prefix and id, and a token's header, are no secret. */
    private static void assertHidden(String place, String text, String secret) {
        int start = secret.indexOf('_') == 3 ? 30 : secret.lastIndexOf('.') + 1;
        for (int i = start; i + TOLERABLE < secret.length(); i++) {
            assertThat(text.contains(secret.substring(i, i + TOLERABLE + 1)))
                    .as("a part of %s… in the %s", secret.substring(0, 10), place)
                    .isFalse();
        }
    }
}
