package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.ForwardingProvisioningKeyStore;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.http.token.TokenCheck;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is answered when a key's expiry comes while a request is under way. The routes and the use cases have a clock
 * each, so that any time can lie between their looks at it.
 */
final class ProvisioningKeyTimesTest {

    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));
    private static final Instant EXPIRY = SampleProvisioningKey.CREATED_AT.plusSeconds(60);
    private static final Instant BEFORE = EXPIRY.minusMillis(1);

    private final InMemoryStores stores = new InMemoryStores();
    private final MutableClock clockOfRoutes = MutableClock.at(BEFORE);
    private final MutableClock clockOfUseCases = MutableClock.at(BEFORE);
    private volatile Runnable atInsertion = () -> {};

    private final RegistrationServer server = RegistrationServer.start(
            new RegistrationHttp(
                    DeviceRegistration.of(
                            new ForwardingProvisioningKeyStore(stores.keys()) {
                                @Override
                                public void insert(HashedProvisioningKey key, Attribution by) {
                                    super.insert(key, by);
                                    atInsertion.run();
                                }
                            },
                            stores.devices(),
                            stores.audit(),
                            new FakeSecretHasher(),
                            clockOfUseCases,
                            new SecureRandom()),
                    token -> new TokenCheck.Accepted(ALICE),
                    clockOfRoutes),
            "127.0.0.1",
            0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void names_an_expiry_that_came_after_it_was_read() throws Exception {
        clockOfUseCases.set(EXPIRY);

        HttpResponse<String> refused = create();

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains(
                        "\"code\":\"invalid-request\"",
                        "\"errors\":[{\"pointer\":\"/expires_at\",\"detail\":\"must be in the future\"}]");
    }

    @Test
    void shows_a_new_key_as_it_was_when_it_was_created() throws Exception {
        atInsertion = () -> clockOfRoutes.set(EXPIRY);

        HttpResponse<String> created = create();

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).contains("\"status\":\"active\"", "\"created_at\":\"" + BEFORE + "\"");
    }

    @Test
    void lists_no_key_under_another_status_than_was_asked_for() throws Exception {
        HashedProvisioningKey key =
                SampleProvisioningKey.of("acme").expiresAt(EXPIRY).build();
        stores.keys().insert(key, SampleAttribution.any());
        clockOfRoutes.set(EXPIRY);

        assertThat(list("active")).contains(key.key().id().toString(), "\"status\":\"active\"");
        assertThat(list("expired")).contains("\"items\":[]");
    }

    private HttpResponse<String> create() throws Exception {
        return send(request("")
                .POST(BodyPublishers.ofString("{\"label\": \"brief\", \"expires_at\": \"" + EXPIRY + "\"}")));
    }

    private String list(String status) throws Exception {
        return send(request("?status=" + status)).body();
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/edge/keys" + query))
                .header("Authorization", "Bearer alice")
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
