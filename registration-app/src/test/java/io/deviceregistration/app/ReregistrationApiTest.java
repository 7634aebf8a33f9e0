package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new appliance that takes a device's place. */
final class ReregistrationApiTest {

    private static final String PUMP = "{'name': 'Pump', 'location': 'Hall 3', 'attributes': {'a': 'b'}}";
    private static final String REPEATED = "0123456789abcdef";

    private TestApp app;
    private String key;
    private Answer old;

    @BeforeEach
    void start() {
        app = TestApp.start();
        key = app.provisioningKey();
        old = app.register(key, PUMP).hasStatus(201);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void gives_the_same_device_to_the_next_registration_of_its_name() {
        Answer other = app.admin("POST", "/api/v1/edge/keys", "{'label': 'two', 'max_registrations': 1}");
        app.admin("POST", path()).isOk();
        app.clock.advance(Duration.ofMinutes(1));
        Answer fresh = app.register(
                        other.text("key"), "{'name': 'PUMP', 'type': 'new', 'location': ' ', 'attributes': {}}")
                .hasStatus(201);
        assertThat(fresh.text("device_id")).isEqualTo(old.text("device_id"));
        assertThat(fresh.text("name")).isEqualTo("Pump");

        app.self(old.text("device_key")).isProblem(401, "invalid-device-key");
        Answer device = app.self(fresh.text("device_key")).isOk();
        assertThat(device.text("location")).isEqualTo("Hall 3");
        assertThat(device.text("type")).isEqualTo("new");
        assertThat(device.json().get("attributes").get("a").textValue()).isEqualTo("b");
        assertThat(device.text("provisioning_key_id")).isEqualTo(other.text("id"));
        assertThat(device.text("registered_at"))
                .isEqualTo(fresh.text("registered_at"))
                .isNotEqualTo(old.text("registered_at"));
        assertNotOpen(device);
        assertThat(app.admin("GET", "/api/v1/edge/keys/" + other.text("id")).text("registrations"))
                .isEqualTo("1");
        app.register(key, PUMP).isProblem(409, "device-name-taken");
    }

    @Test
    void is_open_for_an_hour_or_as_long_as_is_asked_for() {
        String hour = app.clock.instant().plus(Duration.ofHours(1)).toString();
        assertThat(app.admin("POST", path()).isOk().text("reregistration_until"))
                .isEqualTo(hour);
        assertThat(app.admin("POST", path(), "{}").isOk().text("reregistration_until"))
                .isEqualTo(hour);
        app.admin("POST", path(), "{'minutes': 10080}").isOk();
        Answer asked = app.admin("POST", path(), "{'minutes': 1}").isOk();
        assertThat(asked.text("reregistration_until"))
                .isEqualTo(app.clock.instant().plus(Duration.ofMinutes(1)).toString());
        app.clock.advance(Duration.ofMinutes(1));
        assertNotOpen(app.admin("GET", device()));
        app.register(key, PUMP).isProblem(409, "device-name-taken");
        app.self(old.text("device_key")).isOk();
    }

    @Test
    void refuses_other_lengths() {
        for (String minutes : new String[] {"0", "-1", "10081", "1.5", "'60'", "1e99", "99999999999"}) {
            Answer refused = app.admin("POST", path(), "{'minutes': " + minutes + "}");
            assertThat(refused.isProblem(400, "invalid-request").pointers()).containsExactly("/minutes");
            assertThat(refused.body()).contains("must be a whole number from 1 to 10080");
        }
        assertNotOpen(app.admin("GET", device()));
    }

    @Test
    void takes_no_place_once_the_window_is_closed() {
        app.admin("POST", path()).isOk();
        app.admin("DELETE", path()).hasStatus(204);
        app.admin("DELETE", path()).hasStatus(204);
        assertNotOpen(app.admin("GET", device()));
        app.register(key, PUMP).isProblem(409, "device-name-taken");
    }

    @Test
    void knows_no_device_of_another_tenant() {
        String unknown = "/api/v1/devices/" + UUID.randomUUID() + "/reregistration";
        for (String method : new String[] {"POST", "DELETE"}) {
            app.adminOf("other", method, path()).isProblem(404, "not-found");
            app.admin(method, unknown).isProblem(404, "not-found");
        }
        assertNotOpen(app.admin("GET", device()));
    }

    @Test
    void leaves_a_disabled_device_disabled() {
        app.admin("POST", device() + "/disable").isOk();
        app.admin("POST", path()).isOk();
        String fresh = app.register(key, PUMP).hasStatus(201).text("device_key");
        app.self(fresh).isProblem(403, "device-disabled");
        app.admin("POST", device() + "/enable").isOk();
        app.self(fresh).isOk();
    }

    @Test
    void repeats_the_registration_that_took_the_place_and_none_before() {
        app.admin("DELETE", device()).hasStatus(204);
        old = registerRepeatably(REPEATED).hasStatus(201);
        app.admin("POST", path()).isOk();
        Answer lost = registerRepeatably("another-" + REPEATED).hasStatus(201);
        Answer again = registerRepeatably("another-" + REPEATED).hasStatus(201);
        assertThat(again.text("device_id")).isEqualTo(old.text("device_id"));
        registerRepeatably(REPEATED).isProblem(409, "device-name-taken");
        app.self(lost.text("device_key")).isProblem(401, "invalid-device-key");
        app.self(again.text("device_key")).isOk();
    }

    @Test
    void is_used_up_by_a_repeated_request_too() {
        app.admin("DELETE", device()).hasStatus(204);
        old = registerRepeatably(REPEATED).hasStatus(201);
        app.admin("POST", path()).isOk();
        Answer successor = registerRepeatably(REPEATED).hasStatus(201);
        assertThat(successor.text("device_id")).isEqualTo(old.text("device_id"));
        assertNotOpen(app.self(successor.text("device_key")));
        app.register(key, PUMP).isProblem(409, "device-name-taken");
        app.self(successor.text("device_key")).isOk();
    }

    @Test
    void lets_an_appliance_back_in_that_was_reset_and_repeats_its_request() {
        app.admin("DELETE", device()).hasStatus(204);
        old = registerRepeatably(REPEATED).hasStatus(201);
        app.self(old.text("device_key")).isOk();
        registerRepeatably(REPEATED).isProblem(409, "already-registered");
        app.admin("POST", path()).isOk();
        Answer successor = registerRepeatably(REPEATED).hasStatus(201);
        assertThat(successor.text("device_id")).isEqualTo(old.text("device_id"));
        app.self(old.text("device_key")).isProblem(401, "invalid-device-key");
        app.self(successor.text("device_key")).isOk();
    }

    private Answer registerRepeatably(String idempotencyKey) {
        return app.call(
                "POST",
                "/api/v1/devices/register",
                Map.of("X-Provisioning-Key", key, "Idempotency-Key", idempotencyKey),
                PUMP);
    }

    private static void assertNotOpen(Answer device) {
        assertThat(device.isOk().json().get("reregistration_until").isNull()).isTrue();
    }

    private String device() {
        return "/api/v1/devices/" + old.text("device_id");
    }

    private String path() {
        return device() + "/reregistration";
    }
}
