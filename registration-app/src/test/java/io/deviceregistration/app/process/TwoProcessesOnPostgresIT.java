package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database keep together what each of them promises. */
class TwoProcessesOnPostgresIT {

    private static final int CLIENTS_EACH = 32;
    private static final int LIMIT = 100;
    private static final int ROUNDS = 10;

    @TempDir
    static Path folder;

    private static TwoProcesses two;

    @BeforeAll
    static void start_both_at_once_on_an_empty_database() throws Exception {
        two = TwoProcesses.start(folder, Postgres.shared().newDatabase());
    }

    @AfterAll
    static void stop_both_with_nothing_to_complain_about() {
        try (TwoProcesses ending = two) {
            assertThat(ending.stop())
                    .allSatisfy(ended -> assertThat(ended.err())
                            .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR ")));
        }
    }

    @Test
    void migrate_once() {
        assertThat(two.database()
                        .query("SELECT COUNT(*) = COUNT(DISTINCT id), COUNT(DISTINCT deployment_id)"
                                + " FROM device_registration_changelog"))
                .containsExactly("t | 1");
    }

    @Test
    void never_exceed_a_limit() throws Exception {
        ProvisioningKey key = two.first().createKey(LIMIT);
        List<Callable<List<HttpResponse<String>>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS_EACH; i++) {
            for (Api api : two.both()) {
                String client = "limited " + clients.size();
                clients.add(() -> registerUntilRefused(api, key, client));
            }
        }
        List<HttpResponse<String>> answers =
                Race.of(clients).stream().flatMap(List::stream).toList();

        List<HttpResponse<String>> refused =
                answers.stream().filter(answer -> answer.statusCode() != 201).toList();
        assertThat(answers).hasSize(LIMIT + refused.size());
        assertThat(refused).hasSize(2 * CLIENTS_EACH).allSatisfy(answer -> assertRefused(answer, "exhausted"));
        for (Api api : two.both()) {
            assertThat(registrations(api, key)).isEqualTo(LIMIT);
            assertThat(devicesOf(api, key).map(device -> device.get("name").textValue()))
                    .hasSize(LIMIT)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void give_a_name_once() throws Exception {
        ProvisioningKey key = two.first().createKey();
        for (int round = 0; round < ROUNDS; round++) {
            String name = "named " + round;
            List<HttpResponse<String>> answers = Race.of(List.of(
                    () -> two.first().tryRegister(key, name), () -> two.second().tryRegister(key, name.toUpperCase())));
            assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(201, 409);
            assertThat(answers).anyMatch(answer -> answer.body().contains("device-name-taken"));
        }
        assertThat(registrations(two.second(), key)).isEqualTo(ROUNDS);
        assertThat(devicesOf(two.second(), key)).hasSize(ROUNDS);
    }

    @Test
    void honour_a_revocation_that_the_other_answered() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Api revoking = two.both().get(round % 2);
            Api other = two.both().get((round + 1) % 2);
            RevocationRound revocation = new RevocationRound(revoking.createKey(), "revoked " + round);
            long answered = revocation.run(revoking, other);
            assertThat(registrations(other, revocation.key())).isEqualTo(answered);
            assertThat(devicesOf(other, revocation.key())).hasSize((int) answered);
        }
    }

    @Test
    void know_each_other_s_devices_and_refuse_what_the_other_disabled_when_they_look_again() {
        Registered device = two.first().register(two.second().createKey(), "shared");
        for (Api api : two.both()) {
            assertThat(api.self(device.deviceKey())).isEqualTo(device.deviceId());
        }
        two.second().disable(device);
        assertRefused(two.second().trySelf(device.deviceKey()), "device-disabled");
        assertRefused(firstRefusal(two.first(), device), "device-disabled");
        two.first().enable(device);
        assertThat(two.second().self(device.deviceKey())).isEqualTo(device.deviceId());
        two.first().disable(device);
        assertRefused(two.first().trySelf(device.deviceKey()), "device-disabled");
        assertRefused(firstRefusal(two.second(), device), "device-disabled");
    }

    private static HttpResponse<String> firstRefusal(Api api, Registered device) {
        Instant end = Instant.now().plus(AppProcess.PATIENCE);
        while (Instant.now().isBefore(end)) {
            HttpResponse<String> answer = api.trySelf(device.deviceKey());
            if (answer.statusCode() != 200) {
                return answer;
            }
        }
        throw new AssertionError("the device is served for ever");
    }

    private static List<HttpResponse<String>> registerUntilRefused(Api api, ProvisioningKey key, String client) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        do {
            answers.add(api.tryRegister(key, client + " device " + answers.size()));
        } while (answers.get(answers.size() - 1).statusCode() == 201);
        return answers;
    }

    static void assertRefused(HttpResponse<String> answer, String code) {
        assertThat(Api.json(403, answer).get("code").textValue()).endsWith(code);
    }

    private static long registrations(Api api, ProvisioningKey key) {
        return api.list("/api/v1/edge/keys").stream()
                .filter(each -> each.get("id").textValue().equals(key.id()))
                .findFirst()
                .orElseThrow()
                .get("registrations")
                .longValue();
    }

    private static Stream<JsonNode> devicesOf(Api api, ProvisioningKey key) {
        return api.list("/api/v1/devices").stream()
                .filter(each -> each.get("provisioning_key_id").textValue().equals(key.id()));
    }
}
