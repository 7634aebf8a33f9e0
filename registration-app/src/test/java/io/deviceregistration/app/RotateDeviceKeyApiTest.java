package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a device exchanges its key for a new one, whatever answer is lost on the way. */
final class RotateDeviceKeyApiTest {

    private static final String ROTATE = "/api/v1/devices/self/device-key";

    private TestApp app;
    private Answer device;
    private String old;

    @BeforeEach
    void start() {
        app = TestApp.start();
        device = app.register(app.provisioningKey(), "{'name': 'Pump'}").hasStatus(201);
        old = device.text("device_key");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void gives_a_device_a_new_key() {
        Answer rotated = rotate(old).hasStatus(201);
        assertThat(rotated.members()).containsExactly("device_id", "device_key");
        assertThat(rotated.text("device_id")).isEqualTo(device.text("device_id"));
        assertThat(rotated.text("device_key")).matches("dvc_[a-z2-7]{85}").isNotEqualTo(old);
        assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
        app.self(rotated.text("device_key")).isOk();
    }

    @Test
    void accepts_the_old_key_until_the_new_one_is_first_used() {
        String fresh = rotate(old).text("device_key");
        app.self(old).isOk();
        app.self(old).isOk();
        app.withKey("X-Device-Key", fresh, "GET", "/api/v1/devices/verify").hasStatus(204);
        app.self(old).isProblem(401, "invalid-device-key");
        rotate(old).isProblem(401, "invalid-device-key");
        app.self(fresh).isOk();
    }

    @Test
    void accepts_the_old_key_for_24_hours_at_the_most() {
        String fresh = rotate(old).text("device_key");
        app.clock.advance(Duration.ofHours(24).minusMillis(1));
        app.self(old).isOk();
        app.clock.advance(Duration.ofMillis(1));
        app.self(old).isProblem(401, "invalid-device-key");
        rotate(old).isProblem(401, "invalid-device-key");
        app.self(fresh).isOk();
    }

    @Test
    void replaces_a_new_key_whose_answer_was_lost_and_starts_the_24_hours_anew() {
        String lost = rotate(old).text("device_key");
        app.clock.advance(Duration.ofHours(23));
        String fresh = rotate(old).hasStatus(201).text("device_key");
        app.self(lost).isProblem(401, "invalid-device-key");
        app.clock.advance(Duration.ofHours(23));
        app.self(old).isOk();
        app.self(fresh).isOk();
        app.self(old).isProblem(401, "invalid-device-key");
    }

    @Test
    void takes_a_rotation_with_the_new_key_for_its_first_use() {
        String second = rotate(old).text("device_key");
        String third = rotate(second).hasStatus(201).text("device_key");
        app.self(old).isProblem(401, "invalid-device-key");
        app.self(second).isOk();
        app.self(third).isOk();
        app.self(second).isProblem(401, "invalid-device-key");
    }

    @Test
    void ends_all_keys_when_an_administrator_gives_a_new_one() {
        String fresh = rotate(old).text("device_key");
        String given = app.admin("POST", "/api/v1/devices/" + device.text("device_id") + "/device-key")
                .hasStatus(201)
                .text("device_key");
        app.self(old).isProblem(401, "invalid-device-key");
        app.self(fresh).isProblem(401, "invalid-device-key");
        app.self(given).isOk();
    }

    @Test
    void rotates_nothing_for_a_disabled_device() {
        String path = "/api/v1/devices/" + device.text("device_id");
        app.admin("POST", path + "/disable").isOk();
        rotate(old).isProblem(403, "device-disabled");
        app.admin("POST", path + "/enable").isOk();
        app.self(old).isOk();
    }

    @Test
    void refuses_who_has_no_device_key() {
        app.call("POST", ROTATE, Map.of()).isProblem(401, "missing-credentials");
        rotate("x").isProblem(401, "invalid-device-key");
        app.admin("POST", ROTATE).isProblem(401, "missing-credentials");
        app.withKey("X-Device-Key", old, "GET", ROTATE).isProblem(405, "method-not-allowed");
    }

    private Answer rotate(String deviceKey) {
        return app.withKey("X-Device-Key", deviceKey, "POST", ROTATE);
    }
}
