package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DevicesApiTest {

    private static final String DEVICES = "/api/v1/devices";

    private TestApp app;
    private Answer key;

    @BeforeEach
    void start() {
        app = TestApp.start();
        key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'Site'}");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void shows_a_device_and_no_secret() {
        Answer registered = app.register(key.text("key"), "{'name': 'Pump', 'attributes': {'a': 'b'}}");
        Answer read =
                app.admin("GET", DEVICES + "/" + registered.text("device_id")).isOk();
        assertThat(read.text("name")).isEqualTo("Pump");
        assertThat(read.text("provisioning_key_id")).isEqualTo(key.text("id"));
        assertThat(read.text("registered_at")).isEqualTo(registered.text("registered_at"));
        assertThat(read.body()).doesNotContain("dvc_", "hash", "argon2");
    }

    @Test
    void lists_devices_newest_first_page_by_page() {
        List<String> names = List.of("e", "d", "c", "b", "a");
        for (int i = names.size() - 1; i >= 0; i--) {
            app.register(key.text("key"), "{'name': '" + names.get(i) + "'}").hasStatus(201);
            app.clock.advance(Duration.ofMillis(1));
        }
        Answer first = app.admin("GET", DEVICES + "?limit=2").isOk();
        Answer second = app.admin("GET", DEVICES + "?limit=2&cursor=" + first.text("next_cursor"));
        Answer third = app.admin("GET", DEVICES + "?limit=2&cursor=" + second.text("next_cursor"));
        assertThat(first.items("name")).containsExactly("e", "d");
        assertThat(second.items("name")).containsExactly("c", "b");
        assertThat(third.items("name")).containsExactly("a");
        assertThat(third.json().get("next_cursor").isNull()).isTrue();
        assertThat(app.admin("GET", DEVICES).items("name")).isEqualTo(names);
    }

    @Test
    void lists_devices_by_provisioning_key_status_and_beginning_of_the_name() {
        Answer otherKey = app.admin("POST", "/api/v1/edge/keys", "{'label': 'Other'}");
        String pump = app.register(key.text("key"), "{'name': 'Pump 1'}").text("device_id");
        app.register(otherKey.text("key"), "{'name': 'pump 2'}").hasStatus(201);
        app.register(key.text("key"), "{'name': '100%'}").hasStatus(201);
        app.admin("POST", DEVICES + "/" + pump + "/disable").isOk();
        assertThat(app.admin("GET", DEVICES + "?provisioning_key_id=" + otherKey.text("id"))
                        .items("name"))
                .containsExactly("pump 2");
        assertThat(app.admin("GET", DEVICES + "?name=PUMP").items("name"))
                .containsExactlyInAnyOrder("Pump 1", "pump 2");
        assertThat(app.admin("GET", DEVICES + "?name=%25").items("name")).isEmpty();
        assertThat(app.admin("GET", DEVICES + "?name=100%25").items("name")).containsExactly("100%");
        assertThat(app.admin("GET", DEVICES + "?status=disabled").items("name")).containsExactly("Pump 1");
        assertThat(app.admin("GET", DEVICES + "?status=active&name=pump").items("name"))
                .containsExactly("pump 2");
    }

    @Test
    void refuses_bad_filters_all_at_once() {
        assertThat(app.admin("GET", DEVICES + "?provisioning_key_id=1-2-3-4-5&status=lost&name=%07&limit=%D9%A3")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/limit", "/name", "/provisioning_key_id", "/status");
    }

    @Test
    void refuses_a_filter_that_is_given_twice() {
        assertThat(app.admin("GET", DEVICES + "?name=a&name=a&provisioning_key_id=&provisioning_key_id=")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/name", "/provisioning_key_id");
    }

    @Test
    void knows_no_device_but_the_tenants_own() {
        Answer registered = app.register(key.text("key"), "{'name': 'Mine'}");
        String path = DEVICES + "/" + registered.text("device_id");
        String unknown = app.adminOf("other", "GET", DEVICES + "/" + UUID.randomUUID())
                .isProblem(404, "not-found")
                .body();
        assertThat(app.adminOf("other", "GET", path).isProblem(404, "not-found").body())
                .isEqualTo(unknown);
        app.adminOf("other", "POST", path + "/disable").isProblem(404, "not-found");
        app.adminOf("other", "POST", path + "/enable").isProblem(404, "not-found");
        assertThat(app.adminOf("other", "GET", DEVICES).items("device_id")).isEmpty();
        assertThat(app.adminOf("other", "GET", DEVICES + "?provisioning_key_id=" + key.text("id"))
                        .items("device_id"))
                .isEmpty();
        assertThat(app.admin("GET", path).text("status")).isEqualTo("active");
    }
}
