package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.TokenCheck;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP module by itself, over stores in memory and another identity adapter. */
final class RegistrationServerTest {

    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));

    private final InMemoryStores stores = new InMemoryStores();
    private final DeviceRegistration registration =
            DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher());
    private final RegistrationHttp http = new RegistrationHttp(
            registration,
            token -> token.equals("alice") ? new TokenCheck.Accepted(ALICE) : new TokenCheck.Invalid("not alice"),
            Clock.systemUTC());
    private final RegistrationServer server = RegistrationServer.start(http, "127.0.0.1", 0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void can_be_loaded_ahead_by_one_that_listens_nowhere() {
        assertThat(RegistrationServer.askOneThatListensNowhere()).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void serves_over_any_store_and_identity() throws Exception {
        String key = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ALICE, new Label("site"), null, null))
                .plainKey()
                .reveal();
        HttpResponse<String> registered = send(HttpRequest.newBuilder(uri("/api/v1/devices/register"))
                .header("X-Provisioning-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"pump\"}")));
        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(send(HttpRequest.newBuilder(uri("/api/v1/devices")).header("Authorization", "bearer alice"))
                        .body())
                .contains("\"name\":\"pump\"", "\"tenant_id\":\"acme\"");
        assertThat(send(HttpRequest.newBuilder(uri("/api/v1/devices")).header("Authorization", "Bearer bob"))
                        .body())
                .contains("not alice");
    }

    @Test
    void says_in_one_line_that_the_port_is_taken() {
        assertThatExceptionOfType(CannotListenException.class)
                .isThrownBy(() -> RegistrationServer.start(http, "127.0.0.1", server.port()))
                .withMessageContaining("127.0.0.1:" + server.port());
    }

    @Test
    void stops_at_once_when_nothing_is_running_and_listens_no_more() {
        int port = server.port();
        server.close();
        try (RegistrationServer next = RegistrationServer.start(http, "127.0.0.1", port)) {
            assertThat(next.port()).isEqualTo(port);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
