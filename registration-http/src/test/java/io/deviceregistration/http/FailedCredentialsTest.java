package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.http.token.TokenCheck;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What guessing at credentials comes to. A proxy that is trusted says which client asks. */
final class FailedCredentialsTest {

    private static final int FAILURES_PER_MINUTE = 5;
    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));

    private final InMemoryStores stores = new InMemoryStores();
    private final MutableClock clock = MutableClock.at(SampleProvisioningKey.CREATED_AT);
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    private final HttpClient client = HttpClient.newHttpClient();
    private final DeviceRegistration registration = DeviceRegistration.of(
            stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher(), clock, new SecureRandom());
    private final RegistrationServer server = RegistrationServer.start(
            new RegistrationHttp(
                    registration,
                    token -> new TokenCheck.Invalid("it is no good"),
                    clock,
                    HttpSettings.builder()
                            .failuresPerMinute(FAILURES_PER_MINUTE)
                            .trustedProxies(List.of("127.0.0.1"))
                            .build()),
            "127.0.0.1",
            0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answers_429_to_an_address_whose_keys_keep_failing_until_its_time_is_over() throws Exception {
        failAsOftenAsAllowed("192.0.2.1");
        HttpResponse<String> refused = register("192.0.2.1", unknownKey());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"too-many-requests\"");
        assertThat(refused.headers().firstValue("Retry-After")).contains("13");

        clock.set(clock.instant().plusSeconds(13));
        assertThat(register("192.0.2.1", unknownKey()).statusCode()).isEqualTo(401);
        assertThat(register("192.0.2.1", unknownKey()).statusCode()).isEqualTo(429);
        clock.set(clock.instant().plus(Duration.ofMinutes(2)));
        failAsOftenAsAllowed("192.0.2.1");
    }

    @Test
    void leaves_another_address_alone() throws Exception {
        failAsOftenAsAllowed("192.0.2.1");
        assertThat(register("192.0.2.2", unknownKey()).statusCode()).isEqualTo(401);
    }

    @Test
    void serves_a_genuine_key_from_the_address_of_an_abuser() throws Exception {
        PlainKey key = provisioningKey();
        failAsOftenAsAllowed("192.0.2.1");
        assertThat(register("192.0.2.1", unknownKey()).statusCode()).isEqualTo(429);
        assertThat(register("192.0.2.1", key.reveal()).statusCode()).isEqualTo(201);
    }

    @Test
    void limits_guesses_at_one_key_from_many_addresses_and_serves_its_holder() throws Exception {
        PlainKey key = provisioningKey();
        for (int address = 1; address <= FAILURES_PER_MINUTE; address++) {
            assertThat(register("192.0.2." + address, guessAt(key.id())).statusCode())
                    .isEqualTo(401);
        }
        assertThat(register("192.0.2.99", guessAt(key.id())).statusCode()).isEqualTo(429);
        assertThat(register("192.0.2.99", key.reveal()).statusCode()).isEqualTo(201);
    }

    @Test
    void takes_a_network_of_ipv6_for_one_client() throws Exception {
        for (int address = 1; address <= FAILURES_PER_MINUTE; address++) {
            assertThat(register("2001:db8::" + address, unknownKey()).statusCode())
                    .isEqualTo(401);
        }
        assertThat(register("2001:db8::ffff", unknownKey()).statusCode()).isEqualTo(429);
        assertThat(register("2001:db8:0:1::1", unknownKey()).statusCode()).isEqualTo(401);
    }

    @Test
    void counts_tokens_too() throws Exception {
        for (int failure = 0; failure < FAILURES_PER_MINUTE; failure++) {
            assertThat(get("/api/v1/devices", "Authorization", "Bearer x").statusCode())
                    .isEqualTo(401);
        }
        assertThat(get("/api/v1/devices", "Authorization", "Bearer x").statusCode())
                .isEqualTo(429);
    }

    @Test
    void counts_nobody_who_presents_nothing() throws Exception {
        for (int request = 0; request < 3 * FAILURES_PER_MINUTE; request++) {
            assertThat(get("/api/v1/devices/self", "Accept", "*/*").statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/devices/verify",
                "/api/v1/devices/verify/",
                "/api/v1/devices/%76erify",
                "/api/v1/devices/verify?x=y",
                "/api/v1/devices/verify;x=y"
            })
    void answers_a_proxy_that_asks_what_it_understands(String path) throws Exception {
        for (int failure = 0; failure < 3 * FAILURES_PER_MINUTE; failure++) {
            assertThat(get(path, "X-Device-Key", "dvc_x").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/devices/verifyx", "/api/v1/devices/verify-1"})
    void counts_tokens_where_the_path_only_begins_like_a_proxys(String path) throws Exception {
        for (int failure = 0; failure < FAILURES_PER_MINUTE; failure++) {
            assertThat(get(path, "Authorization", "Bearer x").statusCode()).isEqualTo(401);
        }
        assertThat(get(path, "Authorization", "Bearer x").statusCode()).isEqualTo(429);
    }

    @Test
    void remembers_a_bounded_number_of_addresses_and_keys() {
        HttpSettings settings = HttpSettings.defaults();
        FailedCredentials failures = new FailedCredentials(settings, new ClientAddresses(settings), clock);
        for (int client = 0; client < FailedCredentials.MAX_TRACKED + 1000; client++) {
            failures.nanosToWait("client " + client);
        }
        assertThat(failures.tracked()).isBetween(1L, (long) FailedCredentials.MAX_TRACKED);
    }

    private void failAsOftenAsAllowed(String address) throws Exception {
        for (int failure = 0; failure < FAILURES_PER_MINUTE; failure++) {
            assertThat(register(address, unknownKey()).statusCode()).isEqualTo(401);
        }
    }

    private PlainKey provisioningKey() {
        return registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ALICE, new Label("Site"), null, null))
                .plainKey();
    }

    private String unknownKey() {
        return generator.generate(KeyKind.PROVISIONING).reveal();
    }

    private String guessAt(UUID id) {
        return generator.generate(KeyKind.PROVISIONING, id).reveal();
    }

    private HttpResponse<String> register(String address, String key) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri("/api/v1/devices/register"))
                        .header("X-Forwarded-For", address)
                        .header("X-Provisioning-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\": \"" + UUID.randomUUID() + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String header, String value) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).header(header, value).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
