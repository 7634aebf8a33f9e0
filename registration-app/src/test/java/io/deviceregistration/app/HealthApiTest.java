package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.testkit.MutableClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What whoever distributes requests, and whoever starts processes anew, go by. */
@Timeout(120)
final class HealthApiTest {

    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";

    @TempDir
    private Path folder;

    @Test
    void is_ready_while_the_database_answers_and_live_all_the_while() throws SQLException {
        Server database =
                Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String url = "jdbc:h2:tcp://localhost:" + database.getPort() + "/" + folder.resolve("remote");
        try (TestApp app = TestApp.start(Map.of(Setting.DB_URL, url, Setting.DB_POOL_SIZE, "1"))) {
            assertThat(get(app, READY).isOk().body())
                    .isEqualTo("{\"status\":\"ready\",\"checks\":{\"database\":true}}");
            database.stop();
            assertThat(get(app, READY).hasStatus(503).body())
                    .isEqualTo("{\"status\":\"not_ready\",\"checks\":{\"database\":false}}");
            assertThat(get(app, LIVE).isOk().body()).isEqualTo("{\"status\":\"live\"}");
            database = Server.createTcpServer("-tcpPort", String.valueOf(database.getPort()))
                    .start();
            while (get(app, READY).status() != 200) {
                get(app, LIVE).isOk();
            }
        } finally {
            database.stop();
        }
    }

    @Test
    void is_ready_when_the_issuers_keys_were_known_once() {
        MutableClock clock = MutableClock.at(SampleTimes.NOW);
        try (TestIdentityProvider provider = new TestIdentityProvider(clock)) {
            provider.stop();
            try (TestApp app = TestApp.start(provider.settings(), folder.resolve("data"), clock)) {
                assertThat(get(app, READY).hasStatus(503).body())
                        .isEqualTo(
                                "{\"status\":\"not_ready\",\"checks\":{\"database\":true,\"identity_provider\":false}}");
                provider.startAgain();
                while (get(app, READY).status() != 200) {
                    // A token has the keys asked for, but seldom.
                    clock.advance(Duration.ofSeconds(20));
                    app.call(
                            "GET",
                            "/api/v1/devices",
                            Map.of("Authorization", "Bearer " + provider.administrator("demo")));
                }
                provider.stop();
                get(app, READY).isOk();
            }
        }
    }

    @Test
    void is_not_ready_while_draining_but_serves() {
        try (TestApp app = TestApp.start()) {
            app.drain();
            assertThat(get(app, READY).hasStatus(503).body()).isEqualTo("{\"status\":\"draining\"}");
            get(app, LIVE).isOk();
            app.provisioningKey();
        }
    }

    @Test
    void is_told_to_no_page_of_another_origin() {
        String origin = "https://console.example.com";
        try (TestApp app = TestApp.start(Map.of(Setting.CORS_ORIGINS, origin))) {
            for (String path : List.of(LIVE, READY, "/metrics")) {
                Answer answer = app.call("GET", path, Map.of("Origin", origin)).isOk();
                assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            }
        }
    }

    @Test
    void has_a_port_of_its_own_where_that_is_set_and_there_alone() {
        try (TestApp app = TestApp.start(Map.of(Setting.MANAGEMENT_PORT, "0"))) {
            for (String path : List.of(LIVE, READY, "/metrics")) {
                get(app, path).isProblem(404, "not-found");
                assertThat(own(app, path).status()).isEqualTo(200);
            }
            own(app, "/api/v1/devices").isProblem(404, "not-found");
            assertThat(own(app, "/nothing").header("X-Request-Id")).isNotEmpty();
            assertThat(Scrape.of(own(app, "/metrics").body()).values("http_server_requests_seconds", "route"))
                    .contains("none");
            Answer compressible = own(app, "/metrics", "Accept-Encoding", "gzip");
            assertThat(compressible.header("Content-Encoding")).isEmpty();
            own(app, "/health/live", "X-HTTP-Method-Override", "DELETE").hasStatus(200);
            app.drain();
            own(app, READY).hasStatus(503);
        }
    }

    private static Answer own(TestApp app, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.operationsPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return app.send(request.build());
    }

    private static Answer get(TestApp app, String path) {
        return app.call("GET", path, Map.of());
    }
}
