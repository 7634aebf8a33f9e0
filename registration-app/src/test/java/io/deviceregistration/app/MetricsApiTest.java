package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.hawkular.agent.prometheus.types.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the app tells Prometheus. */
@Timeout(120)
final class MetricsApiTest {

    private static final String REQUESTS = "http_server_requests_seconds";
    private static final String REGISTER = "/api/v1/devices/register";
    private static final String VERIFY = "/api/v1/devices/verify";

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
    void counts_registrations_by_how_they_ended() {
        String key = app.provisioningKey();
        app.register(key, "{'name': 'Pump'}").hasStatus(201);
        app.register(key, "{'name': 'Valve'}").hasStatus(201);
        app.register(key, "{'name': 'PUMP'}").hasStatus(409);
        app.register("pvk_nonsense", "{'name': 'x'}").hasStatus(401);
        Scrape scrape = app.scrape();
        assertThat(scrape.value("device_registrations_total", "outcome", "registered"))
                .isEqualTo(2);
        assertThat(scrape.value("device_registrations_total", "outcome", "device_name_taken"))
                .isEqualTo(1);
        assertThat(scrape.value("device_registrations_total", "outcome", "invalid_provisioning_key"))
                .isEqualTo(1);
        assertThat(scrape.value("device_registrations_total", "outcome", "failed"))
                .isZero();
    }

    @Test
    void counts_a_key_that_is_rotated_as_a_check_of_it() {
        String key = app.register(app.provisioningKey(), "{'name': 'Pump'}").text("device_key");
        app.withKey("X-Device-Key", key, "POST", "/api/v1/devices/self/device-key")
                .hasStatus(201);
        app.withKey("X-Device-Key", "dvc_nonsense", "POST", "/api/v1/devices/self/device-key")
                .hasStatus(401);
        Scrape scrape = app.scrape();
        assertThat(scrape.value("device_authentications_total", "outcome", "accepted"))
                .isEqualTo(1);
        assertThat(scrape.value("device_authentications_total", "outcome", "invalid_device_key"))
                .isEqualTo(1);
    }

    @Test
    void counts_checks_of_device_keys_by_how_they_ended_and_how_often_the_caches_had_them() {
        Answer device = app.register(app.provisioningKey(), "{'name': 'Pump'}");
        String key = device.text("device_key");
        for (int i = 0; i < 3; i++) {
            app.withKey("X-Device-Key", key, "GET", VERIFY).hasStatus(204);
        }
        app.call("GET", VERIFY, Map.of()).hasStatus(401);
        app.admin("POST", "/api/v1/devices/" + device.text("device_id") + "/disable")
                .isOk();
        app.self(key).hasStatus(403);
        Scrape scrape = app.scrape();
        assertThat(scrape.value("device_authentications_total", "outcome", "accepted"))
                .isEqualTo(3);
        assertThat(scrape.value("device_authentications_total", "outcome", "missing_credentials"))
                .isEqualTo(1);
        assertThat(scrape.value("device_authentications_total", "outcome", "device_disabled"))
                .isEqualTo(1);
        assertThat(scrape.value("cache_gets_total", "cache", "devices", "result", "hit"))
                .isEqualTo(2);
        assertThat(scrape.value("cache_gets_total", "cache", "devices", "result", "miss"))
                .isEqualTo(2);
        assertThat(scrape.value("cache_gets_total", "cache", "key_hashes", "result", "hit"))
                .isEqualTo(3);
    }

    @Test
    void times_requests_by_route_method_and_status() {
        String key = app.provisioningKey();
        app.register(key, "{'name': 'Pump'}").hasStatus(201);
        app.admin("GET", "/api/v1/devices/" + UUID.randomUUID()).hasStatus(404);
        app.admin("GET", "/api/v1/devices/" + UUID.randomUUID()).hasStatus(404);
        app.call("GET", VERIFY + "/v1/ingest", Map.of()).hasStatus(401);
        Scrape scrape = app.scrape();
        assertThat(scrape.value(REQUESTS, "route", REGISTER, "method", "POST", "status", "201"))
                .isEqualTo(1);
        assertThat(scrape.value(REQUESTS, "route", "/api/v1/devices/{id}", "method", "GET", "status", "404"))
                .isEqualTo(2);
        assertThat(scrape.value(REQUESTS, "route", VERIFY + "/*", "method", "GET", "status", "401"))
                .isEqualTo(1);
        assertThat(((Histogram) scrape.families().get(REQUESTS).getMetrics().get(0)).getBuckets())
                .hasSize(13);
    }

    @Test
    void makes_one_series_of_all_that_is_for_no_route() throws Exception {
        for (int i = 0; i < 20; i++) {
            app.call("GET", "/" + UUID.randomUUID(), Map.of()).hasStatus(404);
            RawHttp.exchange(app.port(), "M" + i + " /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            RawHttp.exchange(app.port(), "GET /x HTTP/9." + i + "\r\n\r\n");
        }
        Scrape scrape = app.scrape();
        assertThat(scrape.value(REQUESTS, "route", "none", "method", "GET", "status", "404"))
                .isEqualTo(20);
        assertThat(scrape.values(REQUESTS, "route")).contains("none").hasSizeLessThan(4);
        assertThat(scrape.values(REQUESTS, "method")).isSubsetOf("GET", "other");
    }

    @Test
    void tells_of_pool_hashing_and_process() {
        Scrape scrape = app.scrape();
        assertThat(scrape.value("hikaricp_connections_max", "pool", "registration"))
                .isEqualTo(10);
        assertThat(scrape.value("hikaricp_connections_pending", "pool", "registration"))
                .isZero();
        assertThat(scrape.value("key_hashing_running")).isZero();
        assertThat(scrape.value("key_hashing_waiting")).isZero();
        assertThat(scrape.value("key_hashing_rejected_total")).isZero();
        assertThat(scrape.value("device_registration_info")).isEqualTo(1);
        assertThat(scrape.value("process_uptime_seconds")).isPositive();
        assertThat(scrape.value("jvm_threads_live_threads")).isPositive();
        assertThat(scrape.families()).containsKeys("jvm_memory_used_bytes", "jvm_gc_memory_allocated_bytes_total");
    }

    @Test
    void is_for_reading_only() {
        app.call("POST", "/metrics", Map.of()).isProblem(405, "method-not-allowed");
        app.call("HEAD", "/metrics", Map.of()).isOk();
    }
}
