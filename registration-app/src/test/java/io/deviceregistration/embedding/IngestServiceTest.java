package io.deviceregistration.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DisableDevice;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.device.RegisterDevice.Result.Registered;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service with the store embedded and a route guarded. */
@Timeout(120)
final class IngestServiceTest {

    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));

    @TempDir
    private Path folder;

    @Test
    void takes_readings_from_its_devices_alone_and_knows_them_when_it_is_started_again() throws Exception {
        Registered pump;
        try (IngestService service = start()) {
            pump = register(service, "pump");

            HttpResponse<String> taken = ingest(service, pump.deviceKey().reveal());
            assertThat(taken.statusCode()).isEqualTo(202);
            assertThat(taken.body()).isEqualTo("pump of acme: 21.5");
            assertThat(ingest(service, "guessed").statusCode()).isEqualTo(401);
        }
        try (IngestService again = start()) {
            assertThat(ingest(again, pump.deviceKey().reveal()).statusCode()).isEqualTo(202);
            again.registration()
                    .disableDevice()
                    .execute(new DisableDevice.Command(ALICE, pump.device().id()));
            HttpResponse<String> refused = ingest(again, pump.deviceKey().reveal());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("device-disabled");
        }
    }

    private IngestService start() {
        return new IngestService("jdbc:h2:file:" + folder.resolve("acme"));
    }

    private static Registered register(IngestService service, String name) {
        CreateProvisioningKey.Result created = service.registration()
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ALICE, new Label("site"), null, null));
        return (Registered) service.registration()
                .registerDevice()
                .execute(new RegisterDevice.Command(
                        created.plainKey(), new DeviceName(name), null, null, DeviceAttributes.NONE));
    }

    private static HttpResponse<String> ingest(IngestService service, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/v1/ingest"))
                .header("X-Device-Key", key)
                .POST(BodyPublishers.ofString("21.5"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
