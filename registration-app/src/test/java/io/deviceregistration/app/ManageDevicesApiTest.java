package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What administrators change of registered devices: description, key, and whether there is the device at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManageDevicesApiTest {

    private TestApp app;
    private String key;

    @BeforeAll
    void start() {
        app = TestApp.start();
        key = app.provisioningKey();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void describes_a_device_member_by_member() {
        Answer device =
                registered("{'name': 'Described', 'location': 'Hall 3', 'type': 'valve', 'attributes': {'a': 'b'}}");
        Answer moved =
                app.admin("PATCH", path(device), "{'location': ' Roof '}").isOk();
        assertThat(moved.text("location")).isEqualTo("Roof");
        assertThat(moved.text("type")).isEqualTo("valve");
        assertThat(moved.json().get("attributes")).hasToString("{\"a\":\"b\"}");
        Answer other = app.admin("PATCH", path(device), "{'attributes': {'c': ''}, 'type': 'fan'}")
                .isOk();
        assertThat(other.json().get("attributes")).hasToString("{\"c\":\"\"}");
        assertThat(other.text("location")).isEqualTo("Roof");
        assertThat(app.admin("PATCH", path(device), "{}").isOk().body()).isEqualTo(other.body());
        assertThat(app.admin("GET", path(device)).body()).isEqualTo(other.body());
    }

    @Test
    void clears_what_is_null_or_blank() {
        Answer device =
                registered("{'name': 'Cleared', 'location': 'Hall 3', 'type': 'valve', 'attributes': {'a': 'b'}}");
        Answer cleared = app.admin("PATCH", path(device), "{'location': null, 'type': ' ', 'attributes': null}");
        assertThat(cleared.isOk().json().get("location").isNull()).isTrue();
        assertThat(cleared.json().get("type").isNull()).isTrue();
        assertThat(cleared.json().get("attributes")).isEmpty();
    }

    @Test
    void renames_no_device() {
        Answer device = registered("{'name': 'Named'}");
        assertThat(app.admin("PATCH", path(device), "{'name': 'Other', 'status': 'disabled'}")
                        .isOk()
                        .text("name"))
                .isEqualTo("Named");
        assertThat(app.admin("GET", path(device)).text("status")).isEqualTo("active");
    }

    @Test
    void refuses_every_bad_member_at_once_and_changes_nothing() {
        Answer device = registered("{'name': 'Checked', 'location': 'Hall 3'}");
        assertThat(app.admin(
                                "PATCH",
                                path(device),
                                "{'location': 1, 'type': '\\u0007', 'attributes': {'': 'x', 'a': 1}}")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/attributes/", "/attributes/a", "/location", "/type");
        assertThat(app.admin("GET", path(device)).text("location")).isEqualTo("Hall 3");
    }

    @Test
    void deletes_a_device_so_that_its_key_is_dead_and_its_name_free() {
        Answer device = registered("{'name': 'Deleted'}");
        Answer deleted = app.admin("DELETE", path(device)).hasStatus(204);
        assertThat(deleted.body()).isEmpty();
        app.self(device.text("device_key")).isProblem(401, "invalid-device-key");
        app.admin("GET", path(device)).isProblem(404, "not-found");
        app.admin("DELETE", path(device)).isProblem(404, "not-found");
        app.admin("POST", path(device) + "/device-key").isProblem(404, "not-found");
        assertThat(registered("{'name': 'DELETED'}").text("device_id")).isNotEqualTo(device.text("device_id"));
    }

    @Test
    void gives_a_device_a_new_key_and_kills_the_old_one_at_once() {
        Answer device = registered("{'name': 'Lost its key'}");
        Answer fresh = app.admin("POST", path(device) + "/device-key").hasStatus(201);
        assertThat(fresh.members()).containsExactly("device_id", "device_key");
        assertThat(fresh.text("device_id")).isEqualTo(device.text("device_id"));
        assertThat(fresh.header("Cache-Control")).isEqualTo("no-store");
        app.self(device.text("device_key")).isProblem(401, "invalid-device-key");
        assertThat(app.self(fresh.text("device_key")).isOk().text("device_id")).isEqualTo(device.text("device_id"));
    }

    @Test
    void changes_nothing_of_another_tenant() {
        Answer device = registered("{'name': 'Foreign', 'location': 'Hall 3'}");
        String unknown = "/api/v1/devices/" + UUID.randomUUID();
        for (String path : new String[] {path(device), unknown}) {
            app.adminOf("other", "PATCH", path, "{'location': 'Roof'}").isProblem(404, "not-found");
            app.adminOf("other", "DELETE", path).isProblem(404, "not-found");
            app.adminOf("other", "POST", path + "/device-key").isProblem(404, "not-found");
        }
        assertThat(app.self(device.text("device_key")).isOk().text("location")).isEqualTo("Hall 3");
    }

    @Test
    void takes_no_device_key_for_an_administrators_token() {
        Answer device = registered("{'name': 'No administrator'}");
        for (String method : new String[] {"PATCH", "DELETE"}) {
            app.withKey("X-Device-Key", device.text("device_key"), method, path(device), "{}")
                    .isProblem(401, "missing-credentials");
        }
        app.withKey("X-Device-Key", device.text("device_key"), "POST", path(device) + "/device-key")
                .isProblem(401, "missing-credentials");
        app.self(device.text("device_key")).isOk();
    }

    private Answer registered(String body) {
        return app.register(key, body).hasStatus(201);
    }

    private static String path(Answer device) {
        return "/api/v1/devices/" + device.text("device_id");
    }
}
