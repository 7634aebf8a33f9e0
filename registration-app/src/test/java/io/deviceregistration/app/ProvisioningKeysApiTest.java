package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProvisioningKeysApiTest {

    private static final String KEYS = "/api/v1/edge/keys";
    private static final String[] VIEW = {
        "id",
        "label",
        "hint",
        "tenant_id",
        "status",
        "created_at",
        "created_by",
        "expires_at",
        "max_registrations",
        "registrations",
        "last_used_at",
        "revoked_at",
        "revoked_by"
    };

    private TestApp app;

    @BeforeEach
    void start() {
        app = TestApp.start();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void creates_a_key_and_shows_it_once() {
        Answer created = app.admin(
                        "POST",
                        KEYS,
                        "{'label': ' Halle 3 ', 'expires_at': '2030-01-01T01:00:00+01:00', 'max_registrations': 100}")
                .hasStatus(201);
        assertThat(created.members()).contains(VIEW).contains("key").hasSize(VIEW.length + 1);
        assertThat(created.text("key")).matches("pvk_[a-z2-7]{85}");
        assertThat(created.text("hint")).isEqualTo(created.text("key").substring(0, 10) + "…");
        assertThat(created.text("label")).isEqualTo("Halle 3");
        assertThat(created.text("expires_at")).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(created.text("max_registrations")).isEqualTo("100");
        assertThat(created.text("status")).isEqualTo("active");
        assertThat(created.text("created_by")).isEqualTo("alice");
        assertThat(created.text("created_at")).isEqualTo(app.clock.instant().toString());
        assertThat(created.header("Location")).isEqualTo(KEYS + "/" + created.text("id"));
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");

        Answer read = app.admin("GET", created.header("Location")).isOk();
        assertThat(read.members()).containsExactly(VIEW);
        assertThat(read.body()).doesNotContain(created.text("key"));
    }

    @Test
    void names_every_bad_member_at_once() {
        Answer refused = app.admin(
                "POST", KEYS, "{'label': '\\u0007', 'expires_at': '2020-01-01T00:00:00Z', 'max_registrations': 0}");
        assertThat(refused.isProblem(400, "invalid-request").pointers())
                .containsExactly("/expires_at", "/label", "/max_registrations");
    }

    @Test
    void refuses_values_of_the_wrong_kind() {
        for (String bad : List.of(
                "{'label': 1}", "{'label': ['x']}", "{'label': '" + "x".repeat(129) + "'}", "{'expires_at': '2030'}")) {
            assertThat(app.admin("POST", KEYS, bad)
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .contains("/label");
        }
        for (String bad : List.of(
                "'tomorrow'",
                "5",
                "'2030-01-01'",
                "'+10000-01-01T00:00:00Z'",
                "'2030-12-31T23:59Z'",
                "'2030-12-31T23:59:59+01:00:30'")) {
            assertThat(app.admin("POST", KEYS, "{'label': 'x', 'expires_at': " + bad + "}")
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .containsExactly("/expires_at");
        }
        for (String bad : List.of("-1", "1.5", "'5'", "2147483648", "true")) {
            assertThat(app.admin("POST", KEYS, "{'label': 'x', 'max_registrations': " + bad + "}")
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .containsExactly("/max_registrations");
        }
    }

    @Test
    void counts_registrations_and_notes_the_last_use() {
        Answer key = app.admin("POST", KEYS, "{'label': 'counted'}");
        app.clock.advance(Duration.ofSeconds(5));
        app.register(key.text("key"), "{'name': 'one'}").hasStatus(201);
        Answer read = app.admin("GET", KEYS + "/" + key.text("id"));
        assertThat(read.text("registrations")).isEqualTo("1");
        assertThat(read.text("last_used_at")).isEqualTo(app.clock.instant().toString());
    }

    @Test
    void relabels_a_key() {
        String path = KEYS + "/" + app.admin("POST", KEYS, "{'label': 'old'}").text("id");
        assertThat(app.admin("PATCH", path, "{'label': 'new'}").isOk().text("label"))
                .isEqualTo("new");
        assertThat(app.admin("GET", path).text("label")).isEqualTo("new");
        app.admin("PATCH", path, "{}").isProblem(400, "invalid-request");
        app.admin("PATCH", path, "{'label': ''}").isProblem(400, "invalid-request");
    }

    @Test
    void revokes_a_key_once_and_for_all() {
        String path =
                KEYS + "/" + app.admin("POST", KEYS, "{'label': 'revoked'}").text("id");
        Answer revoked = app.admin("POST", path + "/revoke").isOk();
        assertThat(revoked.text("status")).isEqualTo("revoked");
        assertThat(revoked.text("revoked_by")).isEqualTo("alice");
        assertThat(revoked.text("revoked_at")).isEqualTo(app.clock.instant().toString());
        app.clock.advance(Duration.ofDays(1));
        assertThat(app.admin("POST", path + "/revoke").isOk().body()).isEqualTo(revoked.body());
    }

    @Test
    void lists_keys_newest_first_page_by_page() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.add(
                    0, app.admin("POST", KEYS, "{'label': 'key " + i + "'}").text("id"));
            app.clock.advance(Duration.ofMillis(1));
        }
        List<String> listed = new ArrayList<>();
        String query = "?limit=3";
        for (int page = 0; page < 3; page++) {
            Answer answer = app.admin("GET", KEYS + query).isOk();
            listed.addAll(answer.items("id"));
            query = "?limit=3&cursor=" + answer.text("next_cursor");
        }
        assertThat(query).endsWith("cursor=null");
        assertThat(listed).isEqualTo(newestFirst);
        assertThat(app.admin("GET", KEYS).json().get("items").get(0).properties())
                .hasSize(VIEW.length);
    }

    @Test
    void lists_keys_by_status() {
        String active = app.admin("POST", KEYS, "{'label': 'active'}").text("id");
        String expired = app.admin(
                        "POST",
                        KEYS,
                        "{'label': 'expired', 'expires_at': '"
                                + app.clock.instant().plusSeconds(1) + "'}")
                .text("id");
        String revoked = app.admin("POST", KEYS, "{'label': 'revoked'}").text("id");
        app.admin("POST", KEYS + "/" + revoked + "/revoke").isOk();
        Answer exhausted = app.admin("POST", KEYS, "{'label': 'exhausted', 'max_registrations': 1}");
        app.register(exhausted.text("key"), "{'name': 'only one'}").hasStatus(201);
        app.clock.advance(Duration.ofSeconds(1));
        assertThat(app.admin("GET", KEYS + "?status=active").items("id")).containsExactly(active);
        assertThat(app.admin("GET", KEYS + "?status=expired").items("id")).containsExactly(expired);
        assertThat(app.admin("GET", KEYS + "?status=revoked").items("id")).containsExactly(revoked);
        assertThat(app.admin("GET", KEYS + "?status=exhausted").items("id")).containsExactly(exhausted.text("id"));
        assertThat(app.admin("GET", KEYS).items("id")).hasSize(4);
    }

    @Test
    void refuses_bad_query_parameters_all_at_once() {
        assertThat(app.admin("GET", KEYS + "?limit=0&status=lost")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/limit", "/status");
        app.admin("GET", KEYS + "?limit=201").isProblem(400, "invalid-request");
        app.admin("GET", KEYS + "?limit=many").isProblem(400, "invalid-request");
    }

    @Test
    void refuses_query_parameters_that_are_given_twice() {
        assertThat(app.admin("GET", KEYS + "?status=active&limit=2&status=revoked&cursor=&limit=2&cursor=")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/cursor", "/limit", "/status");
        assertThat(app.admin("GET", KEYS + "?limit=2&limit=x&status=lost")
                        .isProblem(400, "invalid-request")
                        .pointers())
                .containsExactly("/limit", "/status");
    }

    @Test
    void takes_no_notice_of_query_parameters_that_it_does_not_know() {
        app.admin("GET", KEYS + "?unknown=1&unknown=2&Status=lost").isOk();
    }

    @Test
    void refuses_a_cursor_that_is_none_of_this_list() {
        app.admin("POST", KEYS, "{'label': 'a'}");
        app.admin("POST", KEYS, "{'label': 'b'}");
        String cursor = app.admin("GET", KEYS + "?limit=1").text("next_cursor");
        app.admin("GET", KEYS + "?limit=1&cursor=" + cursor).isOk();
        app.admin("GET", KEYS + "?cursor=nonsense").isProblem(400, "invalid-cursor");
        app.admin("GET", KEYS + "?cursor=%00").isProblem(400, "invalid-cursor");
        char other = cursor.charAt(20) == 'x' ? 'y' : 'x';
        app.admin("GET", KEYS + "?cursor=" + cursor.substring(0, 20) + other + cursor.substring(21))
                .isProblem(400, "invalid-cursor");
        app.admin("GET", KEYS + "?status=active&cursor=" + cursor).isProblem(400, "invalid-cursor");
        app.admin("GET", "/api/v1/devices?cursor=" + cursor).isProblem(400, "invalid-cursor");
    }

    @Test
    void knows_no_key_but_the_tenants_own() {
        String path = KEYS + "/" + app.admin("POST", KEYS, "{'label': 'mine'}").text("id");
        for (String other : List.of("other", "DEMO")) {
            String unknown = app.adminOf(other, "GET", KEYS + "/" + UUID.randomUUID())
                    .isProblem(404, "not-found")
                    .body();
            assertThat(app.adminOf(other, "GET", path)
                            .isProblem(404, "not-found")
                            .body())
                    .isEqualTo(unknown);
            app.adminOf(other, "PATCH", path, "{'label': 'theirs'}").isProblem(404, "not-found");
            app.adminOf(other, "POST", path + "/revoke").isProblem(404, "not-found");
            assertThat(app.adminOf(other, "GET", KEYS).items("id")).isEmpty();
        }
        assertThat(app.admin("GET", path).text("label")).isEqualTo("mine");
        assertThat(app.admin("GET", path).text("status")).isEqualTo("active");
        app.admin("GET", KEYS + "/not-an-id").isProblem(404, "not-found");
    }
}
