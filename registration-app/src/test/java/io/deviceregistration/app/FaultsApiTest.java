package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller sees when something below the API fails. */
final class FaultsApiTest {

    @TempDir
    private Path folder;

    @Test
    void answers_503_while_the_database_is_away_and_serves_again_when_it_is_back() throws SQLException {
        Server database =
                Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String url = "jdbc:h2:tcp://localhost:" + database.getPort() + "/" + folder.resolve("remote");
        try (TestApp app = TestApp.start(Map.of(Setting.DB_URL, url, Setting.DB_POOL_SIZE, "2"))) {
            String key = app.provisioningKey();
            String device =
                    app.register(key, "{'name': 'before'}").hasStatus(201).text("device_key");
            database.stop();
            Answer away = app.register(key, "{'name': 'meanwhile'}").isProblem(503, "storage-unavailable");
            assertThat(away.header("Retry-After")).isEqualTo("5");
            app.self(device).isProblem(503, "storage-unavailable");
            database = Server.createTcpServer("-tcpPort", String.valueOf(database.getPort()))
                    .start();
            for (int dead = 0; dead < 2 && app.self(device).status() == 503; dead++) {
                assertThat(dead).isLessThan(2);
            }
            app.self(device).isOk();
            app.register(key, "{'name': 'after'}").hasStatus(201);
        } finally {
            database.stop();
        }
    }

    @Test
    void answers_500_with_an_id_and_nothing_else_when_something_is_broken() throws SQLException {
        try (TestApp app = TestApp.start()) {
            String key = app.provisioningKey();
            try (var connection = DriverManager.getConnection(app.databaseUrl);
                    var statement = connection.createStatement()) {
                statement.execute("DROP TABLE devices CASCADE");
            }
            Answer broken = app.register(key, "{'name': 'x'}").isProblem(500, "internal-error");
            assertThat(broken.text("detail")).matches("Tell the operator this id: [0-9a-z]+-[0-9]+");
            assertThat(broken.body()).doesNotContain("Exception", "SQL", "devices\"", "org.", "io.", key);
        }
    }

    @Test
    void answers_503_when_more_hashes_are_asked_for_than_may_wait() throws Exception {
        Map<Setting, String> slow = Map.of(
                Setting.ARGON2_MEMORY_KIB, "131072",
                Setting.ARGON2_ITERATIONS, "4",
                Setting.HASHING_CONCURRENCY, "1",
                Setting.HASHING_QUEUE, "0");
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (TestApp app = TestApp.start(slow)) {
            List<Future<Answer>> answers = IntStream.range(0, 8)
                    .mapToObj(i ->
                            callers.submit(() -> app.admin("POST", "/api/v1/edge/keys", "{'label': 'key " + i + "'}")))
                    .toList();
            List<Answer> refused = answers.stream()
                    .map(FaultsApiTest::get)
                    .filter(answer -> answer.status() != 201)
                    .toList();
            assertThat(refused).isNotEmpty().allSatisfy(answer -> {
                answer.isProblem(503, "overloaded");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
            assertThat(app.admin("GET", "/api/v1/edge/keys").items("id")).hasSize(8 - refused.size());
        } finally {
            callers.shutdownNow();
        }
    }

    private static Answer get(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
