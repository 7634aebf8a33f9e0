package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who did what, when, from where and on what. */
final class AuditApiTest {

    private static final String AUDIT = "/api/v1/audit";

    private TestApp app;

    @BeforeEach
    void start() {
        app = TestApp.start(Map.of(Setting.TRUSTED_PROXIES, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void tells_the_whole_life_of_a_key_and_its_device_and_never_a_secret() {
        Answer key = later("POST", "/api/v1/edge/keys", "{'label': 'Site'}").hasStatus(201);
        String ofKey = "/api/v1/edge/keys/" + key.text("id");
        later("PATCH", ofKey, "{'label': 'Site 2'}").isOk();
        Answer lost = register(key.text("key")).hasStatus(201);
        Answer device = register(key.text("key")).hasStatus(201);
        app.clock.advance(Duration.ofMillis(1));
        Answer rotated = app.withKey(
                        "X-Device-Key", device.text("device_key"), "POST", "/api/v1/devices/self/device-key")
                .hasStatus(201);
        String ofDevice = "/api/v1/devices/" + device.text("device_id");
        Answer replaced = later("POST", ofDevice + "/device-key").hasStatus(201);
        later("PATCH", ofDevice, "{'location': 'Hall 4'}").isOk();
        later("POST", ofDevice + "/disable").isOk();
        later("POST", ofDevice + "/enable").isOk();
        later("POST", ofDevice + "/reregistration").isOk();
        later("DELETE", ofDevice + "/reregistration").hasStatus(204);
        later("POST", ofDevice + "/reregistration").isOk();
        Answer successor =
                register(key.text("key"), "another-attempt-of-somebody").hasStatus(201);
        later("DELETE", ofDevice).hasStatus(204);
        later("POST", ofKey + "/revoke").isOk();

        Answer audit = app.admin("GET", AUDIT).isOk();
        assertThat(audit.items("action"))
                .containsExactly(
                        "provisioning_key_revoked",
                        "device_deleted",
                        "device_reregistered",
                        "device_reregistration_opened",
                        "device_reregistration_closed",
                        "device_reregistration_opened",
                        "device_enabled",
                        "device_disabled",
                        "device_described",
                        "device_key_replaced",
                        "device_key_rotated",
                        "device_registration_replayed",
                        "device_registered",
                        "provisioning_key_relabelled",
                        "provisioning_key_created");
        for (Answer secret : List.of(lost, device, rotated, replaced, successor)) {
            assertThat(audit.body()).doesNotContain(secret.text("device_key").substring(30));
        }
        assertThat(audit.body()).doesNotContain(key.text("key").substring(30), "$argon2id$");
    }

    @Test
    void names_the_administrator_the_key_or_the_device_that_did_it() {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'Site'}");
        app.clock.advance(Duration.ofMillis(1));
        Answer device = app.register(key.text("key"), "{'name': 'Pump'}");
        app.clock.advance(Duration.ofMillis(1));
        app.withKey("X-Device-Key", device.text("device_key"), "POST", "/api/v1/devices/self/device-key");

        List<JsonNode> events = events(AUDIT);
        assertThat(events.get(2).toString())
                .isEqualTo(
                        "{\"id\":\"" + events.get(2).get("id").asText() + "\",\"tenant_id\":\"demo\",\"occurred_at\":\""
                                + key.text("created_at")
                                + "\",\"action\":\"provisioning_key_created\",\"actor\":{\"type\":\"administrator\",\"id\":\"alice\"},"
                                + "\"object\":{\"type\":\"provisioning_key\",\"id\":\"" + key.text("id")
                                + "\",\"name\":\"Site\"},\"client_address\":\"127.0.0.1\"}");
        assertThat(events.get(1).get("actor").toString())
                .isEqualTo("{\"type\":\"provisioning_key\",\"id\":\"" + key.text("id") + "\"}");
        assertThat(events.get(1).get("object").toString())
                .isEqualTo("{\"type\":\"device\",\"id\":\"" + device.text("device_id") + "\",\"name\":\"Pump\"}");
        assertThat(events.get(0).get("actor").toString())
                .isEqualTo("{\"type\":\"device\",\"id\":\"" + device.text("device_id") + "\"}");
    }

    @Test
    void keeps_the_address_that_a_trusted_proxy_speaks_for() {
        String key = app.provisioningKey();
        Answer device = app.call(
                "POST",
                "/api/v1/devices/register",
                Map.of("X-Provisioning-Key", key, "X-Forwarded-For", "2001:db8::9"),
                "{'name': 'Pump'}");

        JsonNode event =
                events(AUDIT + "?object_id=" + device.text("device_id")).get(0);
        assertThat(event.get("client_address").asText()).isEqualTo("2001:db8:0:0:0:0:0:9");
        assertThat(app.admin("GET", "/api/v1/devices/" + device.text("device_id"))
                        .text("registered_from"))
                .isEqualTo("2001:db8:0:0:0:0:0:9");
    }

    @Test
    void is_filtered_by_object_and_by_actor() {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'Site'}");
        Answer pump = app.register(key.text("key"), "{'name': 'Pump'}");
        Answer valve = app.register(key.text("key"), "{'name': 'Valve'}");
        app.admin("POST", "/api/v1/devices/" + pump.text("device_id") + "/disable");

        assertThat(events(AUDIT + "?object_id=" + pump.text("device_id"))).hasSize(2);
        assertThat(events(AUDIT + "?object_id=" + valve.text("device_id"))).hasSize(1);
        assertThat(events(AUDIT + "?actor_id=" + key.text("id"))).hasSize(2);
        assertThat(events(AUDIT + "?actor_id=alice")).hasSize(2);
        assertThat(events(AUDIT + "?actor_id=Alice")).isEmpty();
        assertThat(events(AUDIT + "?actor_id=alice&object_id=" + pump.text("device_id")))
                .hasSize(1);
        assertThat(events(AUDIT + "?object_id=" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void is_read_page_by_page_while_more_happens() {
        for (int i = 0; i < 25; i++) {
            later("POST", "/api/v1/edge/keys", "{'label': 'key " + i + "'}");
        }
        List<String> seen = new ArrayList<>();
        Answer page = app.admin("GET", AUDIT + "?limit=10").isOk();
        seen.addAll(page.items("id"));
        while (!page.json().get("next_cursor").isNull()) {
            later("POST", "/api/v1/edge/keys", "{'label': 'meanwhile'}");
            page = app.admin("GET", AUDIT + "?limit=10&cursor=" + page.text("next_cursor"))
                    .isOk();
            seen.addAll(page.items("id"));
        }
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        app.admin(
                        "GET",
                        AUDIT + "?actor_id=alice&cursor="
                                + app.admin("GET", AUDIT + "?limit=1").text("next_cursor"))
                .isProblem(400, "invalid-cursor");
    }

    @Test
    void says_nothing_of_what_was_refused_or_changed_nothing() {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'Site', 'max_registrations': 1}");
        Answer device = app.register(key.text("key"), "{'name': 'Pump'}").hasStatus(201);
        String ofDevice = "/api/v1/devices/" + device.text("device_id");
        app.register(key.text("key"), "{'name': 'Valve'}").isProblem(403, "provisioning-key-exhausted");
        app.admin("POST", ofDevice + "/enable").isOk();
        app.admin("PATCH", ofDevice, "{}").isOk();
        app.admin("DELETE", ofDevice + "/reregistration").hasStatus(204);
        app.admin("POST", "/api/v1/edge/keys", "{'label': ''}").isProblem(400, "invalid-request");

        assertThat(events(AUDIT)).hasSize(2);
    }

    @Test
    void shows_a_tenant_nothing_of_another() {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'Site'}");

        for (String query : List.of("", "?object_id=" + key.text("id"), "?actor_id=alice")) {
            assertThat(app.adminOf("other", "GET", AUDIT + query).isOk().items("id"))
                    .isEmpty();
        }
    }

    @Test
    void names_every_bad_filter_and_asks_for_a_token() {
        assertThat(app.admin("GET", AUDIT + "?object_id=x&actor_id=%00&limit=0")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/actor_id", "/limit", "/object_id");
        app.call("GET", AUDIT, Map.of()).isProblem(401, "missing-credentials");
        app.admin("DELETE", AUDIT).isProblem(405, "method-not-allowed");
    }

    private Answer register(String key) {
        return register(key, "an-attempt-of-somebody");
    }

    private Answer register(String key, String idempotencyKey) {
        app.clock.advance(Duration.ofMillis(1));
        return app.call(
                "POST",
                "/api/v1/devices/register",
                Map.of("X-Provisioning-Key", key, "Idempotency-Key", idempotencyKey),
                "{'name': 'Pump'}");
    }

    /** Calls the API a moment after all that was before. */
    private Answer later(String method, String path, String... body) {
        app.clock.advance(Duration.ofMillis(1));
        return app.admin(method, path, body);
    }

    private List<JsonNode> events(String path) {
        return StreamSupport.stream(
                        app.admin("GET", path).isOk().json().get("items").spliterator(), false)
                .toList();
    }
}
