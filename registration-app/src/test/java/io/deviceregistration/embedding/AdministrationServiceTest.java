package io.deviceregistration.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.TestIdentityProvider;
import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API and the page in a service of another team. */
@Timeout(120)
final class AdministrationServiceTest {

    private static TestIdentityProvider provider;
    private static AdministrationService service;

    @BeforeAll
    static void start() {
        provider = new TestIdentityProvider(Clock.systemUTC());
        InMemoryStores stores = new InMemoryStores();
        service = new AdministrationService(
                DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher()),
                URI.create(provider.issuer()),
                TestIdentityProvider.AUDIENCE);
    }

    @AfterAll
    static void stop() {
        service.close();
        provider.close();
    }

    @Test
    void serves_the_api_to_who_has_the_provider_s_token() throws Exception {
        String token = provider.token(Map.of("tid", "acme", "realm_access", Map.of("roles", List.of("edge-admin"))));
        HttpRequest.Builder request =
                request("/api/v1/edge/keys").POST(BodyPublishers.ofString("{\"label\": \"site\"}"));

        assertThat(send(request.copy()).statusCode()).isEqualTo(401);
        assertThat(send(request.header("Authorization", "Bearer " + token)).statusCode())
                .isEqualTo(201);
    }

    @Test
    void serves_the_page_set_up_for_its_provider() throws Exception {
        HttpResponse<String> page = send(request("/settings/edge-registration-keys/config.json"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(provider.issuer(), "CLIENT-ID");
    }

    @Test
    void serves_its_own_routes() throws Exception {
        assertThat(send(request("/about")).body()).isEqualTo("Acme");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
