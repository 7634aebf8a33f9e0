package io.deviceregistration.embedding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.device.RegisterDevice.Result.Registered;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** A backend of the core and the JDK: its HTTP server, and ports that keep everything in memory. */
final class PlainBackend implements AutoCloseable {

    private final DeviceRegistration registration;
    private final HttpServer server;

    PlainBackend() throws IOException {
        InMemoryStores stores = new InMemoryStores();
        registration = DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/register", this::register);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** A provisioning key of the tenant acme, which is shown this once. */
    String provisioningKey() {
        Administrator alice = new Administrator(new TenantId("acme"), new Subject("alice"));
        CreateProvisioningKey.Result created = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(alice, new Label("First site"), null, null));
        return created.plainKey().reveal();
    }

    private void register(HttpExchange exchange) throws IOException {
        String name = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String shown = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Provisioning-Key"), "");
        Optional<RegisterDevice.Result> result = PlainKey.parse(KeyKind.PROVISIONING, shown)
                .map(key -> new RegisterDevice.Command(key, new DeviceName(name), null, null, DeviceAttributes.NONE))
                .map(registration.registerDevice()::execute);
        if (result.orElse(null) instanceof Registered registered) {
            answer(exchange, 201, registered.deviceKey().reveal());
        } else {
            answer(exchange, 403, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
