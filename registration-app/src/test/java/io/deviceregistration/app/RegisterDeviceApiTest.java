package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegisterDeviceApiTest {

    private TestApp app;

    @BeforeAll
    void start() {
        app = TestApp.start();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void registers_a_device_and_shows_its_key_once() {
        Answer registered =
                app.register(app.provisioningKey(), "{'name': ' Pump 1 '}").hasStatus(201);
        assertThat(registered.members())
                .containsExactly("device_id", "device_key", "tenant_id", "name", "registered_at");
        assertThat(registered.text("device_key")).matches("dvc_[a-z2-7]{85}");
        assertThat(registered.text("tenant_id")).isEqualTo("demo");
        assertThat(registered.text("name")).isEqualTo("Pump 1");
        assertThat(registered.text("registered_at"))
                .isEqualTo(app.clock.instant().toString());
        assertThat(registered.header("Cache-Control")).isEqualTo("no-store");
        assertThat(app.self(registered.text("device_key")).isOk().text("device_id"))
                .isEqualTo(registered.text("device_id"));
    }

    @Test
    void keeps_what_the_appliance_says_of_itself() {
        Answer registered = app.register(
                app.provisioningKey(),
                "{'name': 'Ventil Süd 🌡', 'location': 'Halle 3', 'type': 'valve', 'attributes': {'b/~': '', 'a': 'ß'},"
                        + " 'unknown': {'is': ['ignored', " + "9".repeat(15_000) + "]}}");
        Answer self = app.self(registered.hasStatus(201).text("device_key"));
        assertThat(self.text("name")).isEqualTo("Ventil Süd 🌡");
        assertThat(self.text("location")).isEqualTo("Halle 3");
        assertThat(self.text("type")).isEqualTo("valve");
        assertThat(self.json().get("attributes")).hasToString("{\"a\":\"ß\",\"b/~\":\"\"}");
    }

    @Test
    void takes_null_and_blank_for_absent() {
        String key = app.provisioningKey();
        app.register(key, "{'name': 'nulls', 'location': null, 'type': null, 'attributes': null}")
                .hasStatus(201);
        app.register(key, "{'name': 'blanks', 'location': '', 'type': '  '}").hasStatus(201);
        Answer invisible = app.register(key, "{'name': 'unseen', 'location': '\\u00a0', 'type': '\\u200b\\u2800'}");
        Answer self = app.self(invisible.hasStatus(201).text("device_key"));
        assertThat(self.json().get("location").isNull()).isTrue();
        assertThat(self.json().get("type").isNull()).isTrue();
    }

    @Test
    void refuses_a_request_without_a_provisioning_key() {
        app.call("POST", "/api/v1/devices/register", Map.of(), "{'name': 'x'}").isProblem(401, "missing-credentials");
        app.register("", "{'name': 'x'}").isProblem(401, "missing-credentials");
    }

    @Test
    void refuses_a_key_that_is_none() {
        String key = app.provisioningKey();
        String unknown = "pvk_" + "a".repeat(85);
        String device = app.register(key, "{'name': 'no provisioning key'}").text("device_key");
        String truncated = key.substring(0, key.length() - 1);
        for (String bad : new String[] {"x", unknown, device, truncated, key.toUpperCase(Locale.ROOT)}) {
            app.register(bad, "{'name': 'x'}").isProblem(401, "invalid-provisioning-key");
        }
    }

    @Test
    void refuses_a_well_formed_key_that_nobody_issued() {
        String elsewhere;
        try (TestApp other = TestApp.start()) {
            elsewhere = other.provisioningKey();
        }
        app.register(elsewhere, "{'name': 'x'}").isProblem(401, "invalid-provisioning-key");
    }

    @Test
    void refuses_a_revoked_key_at_once_and_leaves_its_devices_alone() {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'to be revoked'}");
        String device =
                app.register(key.text("key"), "{'name': 'before revocation'}").text("device_key");
        app.admin("POST", "/api/v1/edge/keys/" + key.text("id") + "/revoke").isOk();
        app.register(key.text("key"), "{'name': 'after revocation'}").isProblem(403, "provisioning-key-revoked");
        app.self(device).isOk();
    }

    @Test
    void refuses_an_expired_key_from_the_moment_it_expires() {
        try (TestApp own = TestApp.start()) {
            String expiry = own.clock.instant().plusSeconds(60).toString();
            String key = own.admin("POST", "/api/v1/edge/keys", "{'label': 'short', 'expires_at': '" + expiry + "'}")
                    .text("key");
            own.clock.advance(Duration.ofMillis(59_999));
            own.register(key, "{'name': 'in time'}").hasStatus(201);
            own.clock.advance(Duration.ofMillis(1));
            own.register(key, "{'name': 'too late'}").isProblem(403, "provisioning-key-expired");
        }
    }

    @Test
    void refuses_an_exhausted_key() {
        String key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'two', 'max_registrations': 2}")
                .text("key");
        app.register(key, "{'name': 'first of two'}").hasStatus(201);
        app.register(key, "{'name': 'second of two'}").hasStatus(201);
        app.register(key, "{'name': 'third of two'}").isProblem(403, "provisioning-key-exhausted");
    }

    @Test
    void refuses_a_name_that_is_taken_whatever_its_case_and_does_not_count_the_try() {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'one', 'max_registrations': 2}");
        app.register(key.text("key"), "{'name': 'Straße Ost'}").hasStatus(201);
        app.register(key.text("key"), "{'name': ' STRASSE OST '}").isProblem(409, "device-name-taken");
        assertThat(app.admin("GET", "/api/v1/edge/keys/" + key.text("id")).text("registrations"))
                .isEqualTo("1");
    }

    @Test
    void lets_two_tenants_use_one_name() {
        app.register(app.provisioningKey("tenant-a"), "{'name': 'shared name'}").hasStatus(201);
        app.register(app.provisioningKey("tenant-b"), "{'name': 'shared name'}").hasStatus(201);
    }

    @Test
    void names_every_bad_member_at_once() {
        Answer refused = app.register(
                app.provisioningKey(),
                "{'name': '" + "n".repeat(129) + "', 'location': '" + "l".repeat(257) + "', 'type': 7,"
                        + " 'attributes': {'good': 'x', 'a/b': 1, '" + "k".repeat(65) + "': 'x', 'long': '"
                        + "v".repeat(257) + "'}}");
        refused.isProblem(400, "invalid-request");
        assertThat(refused.pointers())
                .containsExactly(
                        "/attributes/a~1b",
                        "/attributes/" + "k".repeat(65),
                        "/attributes/long",
                        "/location",
                        "/name",
                        "/type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name': null}",
                "{'name': ''}",
                "{'name': '   '}",
                "{'name': 5}",
                "{'name': 'a\\u0000b'}",
                "{'name': 'a\\nb'}",
                "{'name': 'half a pair: \\ud800'}",
                "{'name': '\\u00a0\\u202f'}",
                "{'name': '\\u200b'}",
                "{'name': 'turned: \\u202egnp.exe'}"
            })
    void refuses_a_bad_name(String body) {
        assertThat(app.register(app.provisioningKey(), body)
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/name");
    }

    @Test
    void takes_the_longest_values_and_counts_characters_not_code_units() {
        String attributes = IntStream.range(0, 32)
                .mapToObj(i -> "'" + "k".repeat(62) + (i + 10) + "': '" + "v".repeat(256) + "'")
                .collect(Collectors.joining(","));
        app.register(
                        app.provisioningKey(),
                        "{'name': '" + "🌡".repeat(128) + "', 'location': '" + "ü".repeat(256) + "', 'type': '"
                                + "t".repeat(64) + "', 'attributes': {" + attributes + "}}")
                .hasStatus(201);
    }

    @Test
    void refuses_too_many_attributes_and_attributes_that_are_no_object() {
        String key = app.provisioningKey();
        String attributes =
                IntStream.range(0, 33).mapToObj(i -> "'" + i + "': ''").collect(Collectors.joining(","));
        for (String bad : new String[] {"{" + attributes + "}", "[]", "'text'", "5"}) {
            assertThat(app.register(key, "{'name': 'x', 'attributes': " + bad + "}")
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .containsExactly("/attributes");
        }
    }

    @Test
    void refuses_a_location_or_type_that_is_no_text() {
        for (String bad : new String[] {"{'a': 1}", "[]", "['x']", "5", "true"}) {
            assertThat(app.register(
                                    app.provisioningKey(),
                                    "{'name': 'x', 'location': " + bad + ", 'type': " + bad + "}")
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .containsExactly("/location", "/type");
        }
    }

    @Test
    void leaves_nothing_behind_when_it_refuses() {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'refusals'}");
        app.register(key.text("key"), "{'name': ''}").hasStatus(400);
        assertThat(app.admin("GET", "/api/v1/devices?provisioning_key_id=" + key.text("id"))
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(app.admin("GET", "/api/v1/edge/keys/" + key.text("id")).text("registrations"))
                .isEqualTo("0");
    }
}
