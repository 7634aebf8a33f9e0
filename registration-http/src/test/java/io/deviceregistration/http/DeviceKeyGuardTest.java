package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.DeleteDevice;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DisableDevice;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.TokenCheck;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A guard over the routes of a server that has nothing else of ours. */
final class DeviceKeyGuardTest {

    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final InMemoryStores STORES = new InMemoryStores();
    private static final FailingHasher HASHER = new FailingHasher();
    private static final DeviceRegistration REGISTRATION =
            DeviceRegistration.of(STORES.keys(), STORES.devices(), STORES.audit(), HASHER);

    /** What reached the handler behind the guard. */
    private static final List<String> INGESTED = new CopyOnWriteArrayList<>();

    private static Javalin server;

    private final RegisterDevice.Result.Registered pump = register("pump " + UUID.randomUUID());

    /** Fails as it is told to. */
    private static final class FailingHasher implements SecretHasher {

        private final SecretHasher working = new FakeSecretHasher();
        private volatile @Nullable RuntimeException failure;

        @Override
        public StoredHash hash(PlainKey key) {
            return working.hash(key);
        }

        @Override
        public HashCheck check(PlainKey key, StoredHash stored) {
            RuntimeException now = failure;
            if (now != null) {
                throw now;
            }
            return working.check(key, stored);
        }
    }

    @BeforeAll
    static void serve() {
        server = serving(config -> {});
    }

    private static Javalin serving(Consumer<JavalinConfig> more) {
        return serving(HttpSettings.builder().failuresPerMinute(100_000).build(), more);
    }

    private static Javalin serving(HttpSettings settings, Consumer<JavalinConfig> more) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.before("/v1/*", new DeviceKeyGuard(REGISTRATION, Clock.systemUTC(), settings));
                    config.routes.post("/v1/ingest", ctx -> {
                        Device device = DeviceKeyGuard.device(ctx);
                        INGESTED.add(ctx.body());
                        ctx.result(device.tenant().value() + " " + device.id());
                    });
                    config.routes.get("/open", ctx -> ctx.result("for everybody"));
                    config.routes.get(
                            "/forgotten",
                            ctx -> ctx.result(DeviceKeyGuard.device(ctx).toString()));
                    more.accept(config);
                })
                .start("127.0.0.1", 0);
    }

    @BeforeEach
    void begin() {
        INGESTED.clear();
        HASHER.failure = null;
    }

    @AfterEach
    void mend() {
        HASHER.failure = null;
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void tells_the_handler_which_device_calls() throws Exception {
        HttpResponse<String> answer = ingest("X-Device-Key", key());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("acme " + pump.device().id());
        assertThat(INGESTED).containsExactly("data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-device-key", "X-DEVICE-KEY", "x-Device-kEY"})
    void takes_the_header_in_any_case(String header) throws Exception {
        assertThat(ingest(header, key()).statusCode()).isEqualTo(200);
    }

    @Test
    void goes_by_the_key_whatever_the_client_says_it_is() throws Exception {
        RegisterDevice.Result.Registered other = register("other " + UUID.randomUUID());

        HttpResponse<String> answer =
                ingest("X-Device-Key", key(), "X-Device-Id", other.device().id().toString(), "X-Tenant-Id", "umbrella");

        assertThat(answer.body()).isEqualTo("acme " + pump.device().id());
        INGESTED.clear();
        refuses(
                ingest("X-Device-Id", other.device().id().toString(), "X-Tenant-Id", "acme"),
                401,
                "missing-credentials");
    }

    @ParameterizedTest
    @MethodSource
    void refuses_what_is_no_devices_key(String key, String code) throws Exception {
        refuses(ingest("X-Device-Key", key), 401, code);
    }

    static Stream<Arguments> refuses_what_is_no_devices_key() {
        String genuine = register("genuine").deviceKey().reveal();
        String provisioning = provisioningKey().reveal();
        return Stream.of(
                Arguments.of("", "missing-credentials"),
                Arguments.of("   ", "missing-credentials"),
                Arguments.of("secret", "invalid-device-key"),
                Arguments.of(genuine.toUpperCase(Locale.ROOT), "invalid-device-key"),
                Arguments.of(genuine.substring(0, genuine.length() - 1), "invalid-device-key"),
                Arguments.of(genuine + "," + genuine, "invalid-device-key"),
                Arguments.of(provisioning, "invalid-device-key"));
    }

    @Test
    void refuses_whoever_sends_no_key() throws Exception {
        HttpResponse<String> answer = ingest("X-Other", "x");

        refuses(answer, 401, "missing-credentials");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .get()
                .asString()
                .startsWith("DeviceKey ");
    }

    @Test
    void refuses_the_header_sent_twice_even_with_the_same_key() throws Exception {
        refuses(ingest("X-Device-Key", key(), "X-Device-Key", key()), 401, "invalid-device-key");
    }

    @Test
    void refuses_a_key_of_a_device_that_is_no_more() throws Exception {
        REGISTRATION.deleteDevice().execute(new DeleteDevice.Command(ALICE, id()));

        refuses(ingest("X-Device-Key", key()), 401, "invalid-device-key");
    }

    @Test
    void refuses_a_disabled_device() throws Exception {
        REGISTRATION.disableDevice().execute(new DisableDevice.Command(ALICE, id()));

        refuses(ingest("X-Device-Key", key()), 403, "device-disabled");
    }

    @Test
    void asks_to_come_back_when_too_many_hashes_are_waiting() throws Exception {
        asksToComeBack(new HashingOverloadedException("full"), "overloaded", "1");
    }

    @Test
    void asks_to_come_back_when_the_store_is_away() throws Exception {
        asksToComeBack(new StorageUnavailableException("the database is away"), "storage-unavailable", "5");
    }

    private void asksToComeBack(RuntimeException failure, String code, String seconds) throws Exception {
        HASHER.failure = failure;

        HttpResponse<String> answer = ingest("X-Device-Key", key());

        refuses(answer, 503, code);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue(seconds);
    }

    @ParameterizedTest
    @MethodSource
    void lets_nobody_through_and_tells_nothing_where_it_fails(RuntimeException failure) throws Exception {
        HASHER.failure = failure;

        HttpResponse<String> answer = ingest("X-Device-Key", key());

        refuses(answer, 500, "internal-error");
        assertThat(answer.body()).doesNotContain("SELECT", "Exception", key());
    }

    static Stream<RuntimeException> lets_nobody_through_and_tells_nothing_where_it_fails() {
        return Stream.of(new HashingException("SELECT no pepper"), new IllegalStateException("SELECT a bug"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/ingest/", "/v1/%69ngest", "/%761/ingest", "/v1//ingest", "/v1/ingest;x=y", "/v1/unknown"})
    void stands_before_every_way_to_the_route(String path) throws Exception {
        assertThat(send(request(server, path, "X-Other", "x").POST(BodyPublishers.ofString("data")))
                        .statusCode())
                .isIn(400, 401, 404);
        assertThat(INGESTED).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    void stands_before_every_method(String method) throws Exception {
        assertThat(send(request(server, "/v1/ingest", "X-Other", "x").method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void leaves_other_routes_alone() throws Exception {
        assertThat(send(request(server, "/open", "X-Other", "x").GET()).body()).isEqualTo("for everybody");
    }

    @Test
    void names_no_device_where_no_guard_was_asked() throws Exception {
        assertThat(send(request(server, "/forgotten", "X-Device-Key", key()).GET())
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void tells_whoever_fails_too_often_to_pause_and_serves_the_genuine_all_the_same() throws Exception {
        Javalin strict = serving(HttpSettings.builder().failuresPerMinute(2).build(), config -> {});
        try {
            for (int failures = 0; failures < 2; failures++) {
                refuses(ingest(strict, "X-Device-Key", "secret"), 401, "invalid-device-key");
            }
            HttpResponse<String> third = ingest(strict, "X-Device-Key", "secret");
            refuses(third, 429, "too-many-requests");
            assertThat(third.headers().firstValue("Retry-After")).isPresent();
            assertThat(ingest(strict, "X-Device-Key", key()).statusCode()).isEqualTo(200);
        } finally {
            strict.stop();
        }
    }

    @Test
    void stands_beside_the_api_on_one_server() throws Exception {
        RegistrationHttp http =
                new RegistrationHttp(REGISTRATION, token -> new TokenCheck.Accepted(ALICE), Clock.systemUTC());
        Javalin both = serving(http::addTo);
        try {
            assertThat(ingest(both, "X-Device-Key", key()).statusCode()).isEqualTo(200);
            INGESTED.clear();
            refuses(ingest(both, "X-Device-Key", "secret"), 401, "invalid-device-key");
            assertThat(send(request(both, "/api/v1/devices/self", "X-Device-Key", key())
                                    .GET())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            both.stop();
        }
    }

    private static void refuses(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asText()).isEqualTo("urn:problem:device-registration:" + code);
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(INGESTED).isEmpty();
    }

    private static HttpResponse<String> ingest(String... headers) throws Exception {
        return ingest(server, headers);
    }

    private static HttpResponse<String> ingest(Javalin to, String... headers) throws Exception {
        return send(request(to, "/v1/ingest", headers).POST(BodyPublishers.ofString("data")));
    }

    private static HttpRequest.Builder request(Javalin to, String path, String... headers) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path))
                .headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private String key() {
        return pump.deviceKey().reveal();
    }

    private DeviceId id() {
        return pump.device().id();
    }

    private static PlainKey provisioningKey() {
        return REGISTRATION
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ALICE, new Label("site"), null, null))
                .plainKey();
    }

    private static RegisterDevice.Result.Registered register(String name) {
        return (RegisterDevice.Result.Registered) REGISTRATION
                .registerDevice()
                .execute(new RegisterDevice.Command(
                        provisioningKey(), new DeviceName(name), null, null, DeviceAttributes.NONE, null, null));
    }
}
