package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator does about a provisioning key that leaked. */
final class LeakedKeyApiTest {

    private static final String DEVICES = "/api/v1/devices";
    private static final String KEYS = "/api/v1/edge/keys/";

    private TestApp app;
    private Answer key;

    @BeforeEach
    void start() {
        app = TestApp.start();
        key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'Leaked'}").hasStatus(201);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void is_revoked_and_what_came_from_it_since_is_listed_counted_and_disabled() {
        Answer good = registered("good");
        app.clock.advance(Duration.ofMillis(1));
        String leaked = app.clock.instant().toString();
        Answer bad = registered("bad");
        app.clock.advance(Duration.ofHours(1));
        Answer worse = registered("worse");
        Answer gone = registered("disabled before");
        app.admin("POST", DEVICES + "/" + gone.text("device_id") + "/disable").isOk();
        Answer ofAnother = app.register(app.provisioningKey(), "{'name': 'of another'}");

        app.admin("POST", KEYS + key.text("id") + "/revoke").isOk();
        Answer listed =
                app.admin("GET", DEVICES + "?provisioning_key_id=" + key.text("id") + "&registered_since=" + leaked);
        assertThat(listed.isOk().items("name")).containsExactlyInAnyOrder("bad", "worse", "disabled before");
        assertThat(listed.items("registered_from")).containsOnly("127.0.0.1");

        String since = "'registered_since': '" + leaked + "'";
        Answer dry =
                app.admin("POST", path(), "{" + since + ", 'dry_run': true}").isOk();
        assertThat(dry.members()).containsExactly("provisioning_key_id", "registered_since", "dry_run", "devices");
        assertThat(dry.body())
                .isEqualTo("{\"provisioning_key_id\":\"%s\",\"registered_since\":\"%s\",\"dry_run\":true,\"devices\":2}"
                        .formatted(key.text("id"), leaked));
        app.self(bad.text("device_key")).isOk();
        assertThat(disablings()).hasSize(1);

        Answer done = app.admin("POST", path(), "{" + since + "}").isOk();
        assertThat(done.body()).isEqualTo(dry.body().replace("true", "false"));
        for (Answer disabled : List.of(bad, worse, gone)) {
            app.self(disabled.text("device_key")).isProblem(403, "device-disabled");
        }
        for (Answer untouched : List.of(good, ofAnother)) {
            app.self(untouched.text("device_key")).isOk();
        }
        assertThat(disablings()).hasSize(3);
        assertThat(app.admin("POST", path(), "{" + since + "}").isOk().text("devices"))
                .isEqualTo("0");
    }

    @Test
    void leaves_an_event_of_the_administrator_with_each_device() {
        Answer pump = registered("pump");
        app.clock.advance(Duration.ofMillis(1));
        app.admin("POST", path()).isOk();
        Answer event = app.admin("GET", "/api/v1/audit?object_id=" + pump.text("device_id") + "&limit=1")
                .isOk();
        assertThat(event.items("action")).containsExactly("device_disabled");
        assertThat(event.items("occurred_at"))
                .containsExactly(app.clock.instant().toString());
        assertThat(event.items("client_address")).containsExactly("127.0.0.1");
        assertThat(event.json().get("items").get(0).get("actor"))
                .hasToString("{\"type\":\"administrator\",\"id\":\"alice\"}");
        assertThat(event.json().get("items").get(0).get("object"))
                .hasToString("{\"type\":\"device\",\"id\":\"%s\",\"name\":\"pump\"}".formatted(pump.text("device_id")));
    }

    @Test
    void disables_nothing_where_the_query_says_what_the_body_should() {
        Answer device = registered("pump");
        for (String query : List.of("?dry_run=true", "?dry_run=false", "?registered_since=2024-01-01T00:00:00Z")) {
            Answer refused = app.admin("POST", path() + query);
            assertThat(refused.isProblem(400, "invalid-request").pointers())
                    .containsExactly(query.replaceAll("\\?(.*)=.*", "/$1"));
        }
        assertThat(app.admin("POST", path(), "{'dry_run': null}")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/dry_run");
        app.self(device.text("device_key")).isOk();
    }

    @Test
    void disables_all_that_it_ever_registered_without_a_body_or_a_time() {
        for (String[] body : List.of(
                new String[] {}, new String[] {"{}"}, new String[] {"{'registered_since': null}"}, new String[] {
                    "{'dry_run': false}"
                })) {
            Answer device = registered("device " + UUID.randomUUID());
            Answer done = app.admin("POST", path(), body).isOk();
            assertThat(done.json().get("registered_since").isNull()).isTrue();
            assertThat(done.text("devices")).isEqualTo("1");
            app.self(device.text("device_key")).isProblem(403, "device-disabled");
        }
    }

    @Test
    void goes_on_to_register_until_it_is_revoked() {
        app.admin("POST", path()).isOk();
        registered("later");
        app.admin("POST", KEYS + key.text("id") + "/revoke").isOk();
        assertThat(app.admin("POST", path()).isOk().text("devices")).isEqualTo("1");
    }

    @Test
    void includes_the_time_itself_in_any_offset_and_to_the_millisecond() {
        registered("pump");
        for (String time : List.of(
                "2026-05-04T03:02:01.123Z",
                "2026-05-04t05:32:01.123%2B02:30",
                "2026-05-04T03:02:01.1229999z",
                "0001-01-01T00:00:00Z")) {
            assertThat(app.admin("GET", DEVICES + "?registered_since=" + time)
                            .isOk()
                            .items("name"))
                    .as(time)
                    .containsExactly("pump");
            assertThat(app.admin(
                                    "POST",
                                    path(),
                                    "{'registered_since': '" + time.replace("%2B", "+") + "', 'dry_run': true}")
                            .isOk()
                            .text("devices"))
                    .as(time)
                    .isEqualTo("1");
        }
        for (String time :
                List.of("2026-05-04T03:02:01.124Z", "2026-05-04T03:02:01.1230001Z", "9999-12-31T23:59:59.999Z")) {
            assertThat(app.admin("GET", DEVICES + "?registered_since=" + time)
                            .isOk()
                            .items("name"))
                    .as(time)
                    .isEmpty();
            assertThat(app.admin("POST", path(), "{'registered_since': '" + time + "'}")
                            .isOk()
                            .text("devices"))
                    .as(time)
                    .isEqualTo("0");
        }
    }

    @Test
    void refuses_what_is_no_time_by_its_name() {
        for (String time : List.of(
                "yesterday",
                "2026-05-04",
                "2026-05-04T03:02Z",
                "2026-05-04T03:02:01",
                "2026-05-04T03:02:01+02:00",
                "2026-02-30T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "%2B10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00")) {
            assertThat(app.admin("GET", DEVICES + "?limit=0&registered_since=" + time)
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .as(time)
                    .containsExactly("/limit", "/registered_since");
        }
        assertThat(app.admin("GET", DEVICES + "?registered_since=&registered_since=")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/registered_since");
    }

    @Test
    void refuses_every_bad_member_at_once_and_disables_nothing() {
        Answer device = registered("pump");
        for (String member : List.of("'true'", "1", "{}", "[]")) {
            assertThat(app.admin("POST", path(), "{'registered_since': '', 'dry_run': " + member + "}")
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .containsExactly("/dry_run", "/registered_since");
        }
        assertThat(app.admin("POST", path(), "{'registered_since': 1777777777}")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/registered_since");
        app.admin("POST", path(), "[]").isProblem(400, "malformed-json");
        app.self(device.text("device_key")).isOk();
    }

    @Test
    void binds_a_cursor_to_the_time() {
        for (int number = 0; number < 3; number++) {
            registered("pump " + number);
        }
        String since = "&registered_since=2026-05-04T00:00:00Z";
        Answer first = app.admin("GET", DEVICES + "?limit=2" + since).isOk();
        String cursor = "&cursor=" + first.text("next_cursor");
        assertThat(app.admin("GET", DEVICES + "?limit=2" + since + cursor)
                        .isOk()
                        .items("name"))
                .hasSize(1);
        app.admin("GET", DEVICES + "?limit=2" + cursor).isProblem(400, "invalid-cursor");
        app.admin("GET", DEVICES + "?limit=2&registered_since=2026-05-04T00:00:01Z" + cursor)
                .isProblem(400, "invalid-cursor");
    }

    @Test
    void is_known_to_its_tenant_s_administrators_alone() {
        Answer device = registered("pump");
        String unknown = KEYS + UUID.randomUUID() + "/disable-devices";
        for (String body : List.of("{}", "{'dry_run': true}")) {
            app.adminOf("other", "POST", path(), body).isProblem(404, "not-found");
            app.admin("POST", unknown, body).isProblem(404, "not-found");
            app.admin("POST", KEYS + "x/disable-devices", body).isProblem(404, "not-found");
            app.call("POST", path(), Map.of(), body).isProblem(401, "missing-credentials");
            app.withKey("X-Device-Key", device.text("device_key"), "POST", path(), body)
                    .isProblem(401, "missing-credentials");
        }
        app.admin("GET", path()).isProblem(405, "method-not-allowed");
        app.self(device.text("device_key")).isOk();
    }

    private Answer registered(String name) {
        return app.register(key.text("key"), "{'name': '" + name + "'}").hasStatus(201);
    }

    private List<String> disablings() {
        return app.admin("GET", "/api/v1/audit?limit=200").isOk().items("action").stream()
                .filter("device_disabled"::equals)
                .toList();
    }

    private String path() {
        return KEYS + key.text("id") + "/disable-devices";
    }
}
