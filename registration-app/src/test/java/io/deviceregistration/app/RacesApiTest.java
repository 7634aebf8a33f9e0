package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds over HTTP when many callers come at once; the database is a file, as by default. */
final class RacesApiTest {

    @TempDir
    private Path folder;

    private TestApp app;

    @BeforeEach
    void start() {
        app = TestApp.start(Map.of(Setting.DB_URL, ""), folder);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void registers_exactly_as_many_devices_as_a_key_may_for_64_callers_at_once() throws Exception {
        Answer key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'ten', 'max_registrations': 10}");
        List<Answer> answers = atOnce(64, i -> app.register(key.text("key"), "{'name': 'device " + i + "'}"));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> answer.isProblem(403, "provisioning-key-exhausted"));
        assertThat(app.admin("GET", "/api/v1/devices").items("name")).hasSize(10);
        assertThat(app.admin("GET", "/api/v1/edge/keys/" + key.text("id")).text("registrations"))
                .isEqualTo("10");
    }

    @RepeatedTest(10)
    void registers_one_device_for_two_callers_with_one_name() throws Exception {
        String key = app.provisioningKey();
        List<Answer> answers = atOnce(2, i -> app.register(key, i == 0 ? "{'name': 'Twin'}" : "{'name': 'TWIN'}"));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(app.admin("GET", "/api/v1/devices").items("name")).hasSize(1);
    }

    private static List<Answer> atOnce(int callers, IntFunction<Answer> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Answer>> answers = IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return call.apply(i);
                    }))
                    .toList();
            List<Answer> all = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}
