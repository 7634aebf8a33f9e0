package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** The quick way and the common one tell a client the same, and neither makes the other do anything twice. */
final class VerifyHandlerTest {

    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));

    private final InMemoryStores stores = new InMemoryStores();
    private final Counting hasher = new Counting();
    private final DeviceRegistration registration =
            DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), hasher);
    private final RegistrationServer server = RegistrationServer.start(
            new RegistrationHttp(registration, token -> new TokenCheck.Invalid("nobody's"), Clock.systemUTC()),
            "127.0.0.1",
            0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void says_yes_in_the_same_words_as_the_common_way() throws Exception {
        PlainKey key = registered();
        Map<String, List<String>> common = headers(verify("?none=1", key.reveal()));
        Map<String, List<String>> quick = headers(verify("", key.reveal()));

        assertThat(quick).containsKeys("x-device-id", "x-tenant-id", "cache-control", "x-content-type-options");
        assertThat(quick).isEqualTo(common);
    }

    /** Twice over one connection, so that nothing of the first request is taken for the second. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 0\r\n"})
    void says_yes_the_quick_way_to_what_has_no_body(String header) throws Exception {
        String request = withKey("verify HTTP/1.1\r\n" + header + "\r\n");
        try (RawConnection connection = new RawConnection(server.port())) {
            for (int i = 0; i < 2; i++) {
                connection.send(request);
                assertSaysYes(connection, true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
                "verify HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "verify?none=1 HTTP/1.1\r\n\r\n"
            })
    void leaves_all_others_to_the_common_way(String request) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(withKey(request));
            assertSaysYes(connection, false);
        }
    }

    private String withKey(String request) {
        String headers = "\r\nHost: localhost\r\nX-Device-Key: " + registered().reveal() + "\r\n";
        return "GET /api/v1/devices/" + request.replaceFirst("\r\n", headers);
    }

    private void assertSaysYes(RawConnection connection, boolean quick) throws IOException {
        assertThat(connection.readLine()).isEqualTo("HTTP/1.1 204 No Content");
        assertThat(hasher.quick).isEqualTo(quick);
        while (!connection.readLine().isEmpty()) {
            // A header.
        }
    }

    @Test
    void refuses_in_the_same_words_as_the_common_way_and_checks_once() throws Exception {
        PlainKey key = registered();
        String stranger = new KeyGenerator(new SecureRandom())
                .generate(KeyKind.DEVICE, key.id())
                .reveal();
        HttpResponse<String> common = verify("?none=1", stranger);
        int before = hasher.checks.get();
        HttpResponse<String> refused = verify("", stranger);

        assertThat(hasher.checks).hasValue(before + 1);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid-device-key").isEqualTo(common.body());
        assertThat(headers(refused)).isEqualTo(headers(common));
    }

    @Test
    void meets_a_fault_once() throws Exception {
        PlainKey key = registered();
        hasher.fails = true;
        int before = hasher.checks.get();
        HttpResponse<String> answer = verify("", key.reveal());

        assertThat(hasher.checks).hasValue(before + 1);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("storage-unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "?none=1 ", "/below "})
    void has_what_is_logged_meanwhile_name_the_request_either_way(String rest) throws Exception {
        String key = registered().reveal();
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /api/v1/devices/verify" + rest + "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "X-Device-Key: " + key + "\r\nX-Request-Id: mine-1\r\n"
                    + "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n\r\n");
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 20");
        }
        assertThat(hasher.logged)
                .containsEntry("request_id", "mine-1")
                .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void leaves_two_keys_to_the_common_way_which_refuses_both() throws Exception {
        String key = registered().reveal();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri(""))
                        .header("X-Device-Key", key)
                        .header("X-Device-Key", key)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private PlainKey registered() {
        PlainKey provisioningKey = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ALICE, new Label("site"), null, null))
                .plainKey();
        RegisterDevice.Result result = registration
                .registerDevice()
                .execute(new RegisterDevice.Command(
                        provisioningKey, new DeviceName("pump"), null, null, DeviceAttributes.NONE));
        return ((RegisterDevice.Result.Registered) result).deviceKey();
    }

    private HttpResponse<String> verify(String query, String key) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(query)).header("X-Device-Key", key).build(), BodyHandlers.ofString());
    }

    private URI uri(String query) {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/v1/devices/verify" + query);
    }

    /** Without what is another one in each answer. */
    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "x-request-id"));
        return headers;
    }

    /** Counts checks, keeps which way the last one came and what a line logged by it would say, and fails if told to. */
    private static final class Counting implements SecretHasher {

        private final SecretHasher hasher = new FakeSecretHasher();
        private final AtomicInteger checks = new AtomicInteger();
        private volatile Map<String, String> logged = Map.of();
        private volatile boolean quick;
        private volatile boolean fails;

        @Override
        public StoredHash hash(PlainKey key) {
            return hasher.hash(key);
        }

        @Override
        public HashCheck check(PlainKey key, StoredHash stored) {
            checks.incrementAndGet();
            logged = MDC.getCopyOfContextMap();
            quick = StackWalker.getInstance()
                    .walk(frames ->
                            frames.noneMatch(frame -> frame.getClassName().startsWith("io.javalin.")));
            if (fails) {
                throw new StorageUnavailableException("away");
            }
            return hasher.check(key, stored);
        }
    }
}
