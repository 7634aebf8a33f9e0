package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registration whose answer was lost, and is asked for again. */
final class RepeatRegistrationApiTest {

    private static final String REPEATED = "0123456789abcdef";
    private static final String PUMP = "{'name': 'Pump', 'location': 'Hall 3', 'attributes': {'a': 'b'}}";

    private TestApp app;
    private Answer key;

    @BeforeEach
    void start() {
        app = TestApp.start();
        key = app.admin("POST", "/api/v1/edge/keys", "{'label': 'one', 'max_registrations': 1}");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void gives_the_same_device_a_fresh_key_and_counts_it_once() {
        Answer lost = register(REPEATED, PUMP).hasStatus(201);
        app.clock.advance(Duration.ofHours(23));
        Answer again = register(REPEATED, PUMP).hasStatus(201);
        for (String member : List.of("device_id", "tenant_id", "name", "registered_at")) {
            assertThat(again.text(member)).isEqualTo(lost.text(member));
        }
        app.self(lost.text("device_key")).isProblem(401, "invalid-device-key");
        app.self(again.text("device_key")).isOk();
        assertThat(app.admin("GET", "/api/v1/edge/keys/" + key.text("id")).text("registrations"))
                .isEqualTo("1");
    }

    @Test
    void repeats_nothing_once_the_device_key_was_used() {
        String used = register(REPEATED, PUMP).text("device_key");
        app.self(used).isOk();
        register(REPEATED, PUMP).isProblem(409, "already-registered");
        app.self(used).isOk();
    }

    @Test
    void repeats_nothing_once_the_key_was_rotated_or_replaced() {
        Answer lost = register(REPEATED, PUMP);
        app.withKey("X-Device-Key", lost.text("device_key"), "POST", "/api/v1/devices/self/device-key")
                .hasStatus(201);
        register(REPEATED, PUMP).isProblem(409, "already-registered");
        app.self(lost.text("device_key")).isOk();
    }

    @Test
    void refuses_another_request_with_the_same_idempotency_key() {
        Answer first = register(REPEATED, PUMP);
        for (String other : List.of(
                "{'name': 'Pump'}",
                "{'name': 'Fan', 'location': 'Hall 3', 'attributes': {'a': 'b'}}",
                "{'name': 'Pump', 'type': 'Hall 3', 'attributes': {'a': 'b'}}",
                "{'name': 'Pump', 'location': 'Hall 3', 'attributes': {'a': 'b', 'c': ''}}")) {
            register(REPEATED, other).isProblem(409, "idempotency-key-reused");
        }
        app.self(first.text("device_key")).isOk();
    }

    @Test
    void takes_the_same_request_however_it_is_written() {
        register(REPEATED, PUMP).hasStatus(201);
        register(REPEATED, "{'attributes': {'a': 'b'}, 'type': null, 'location': ' Hall 3 ', 'name': 'Pump '}")
                .hasStatus(201);
    }

    @Test
    void repeats_nothing_for_a_revoked_key() {
        Answer lost = register(REPEATED, PUMP);
        app.admin("POST", "/api/v1/edge/keys/" + key.text("id") + "/revoke").isOk();
        register(REPEATED, PUMP).isProblem(403, "provisioning-key-revoked");
        app.self(lost.text("device_key")).isOk();
    }

    @Test
    void takes_an_idempotency_key_for_new_after_24_hours_and_by_another_provisioning_key() {
        register(REPEATED, PUMP).hasStatus(201);
        String other = app.provisioningKey();
        register(other, REPEATED, PUMP).isProblem(409, "device-name-taken");
        register(other, REPEATED, "{'name': 'Fan'}").hasStatus(201);
        app.clock.advance(Duration.ofHours(24));
        register(REPEATED, PUMP).isProblem(403, "provisioning-key-exhausted");
        register(other, REPEATED, "{'name': 'Valve'}").hasStatus(201);
    }

    @Test
    void refuses_an_idempotency_key_that_is_none_together_with_every_bad_member() {
        for (String bad : List.of("x".repeat(15), "x".repeat(256), "0123456789 abcdef", "")) {
            assertThat(register(bad, "{'name': 1}")
                            .isProblem(400, "invalid-request")
                            .pointers())
                    .containsExactly("/Idempotency-Key", "/name");
        }
        register("x".repeat(255), PUMP).hasStatus(201);
    }

    private Answer register(String idempotencyKey, String body) {
        return register(key.text("key"), idempotencyKey, body);
    }

    private Answer register(String provisioningKey, String idempotencyKey, String body) {
        return app.call(
                "POST",
                "/api/v1/devices/register",
                Map.of("X-Provisioning-Key", provisioningKey, "Idempotency-Key", idempotencyKey),
                body);
    }
}
