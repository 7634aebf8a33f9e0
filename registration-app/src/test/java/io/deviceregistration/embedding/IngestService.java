package io.deviceregistration.embedding;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.http.DeviceKeyGuard;
import io.deviceregistration.persistence.hashing.HashingSettings;
import io.deviceregistration.persistence.hashing.SecretHashing;
import io.deviceregistration.persistence.store.DatabaseStore;
import io.deviceregistration.persistence.store.StoreSettings;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Clock;

/** A Javalin service that takes readings from registered devices, and keeps these in a database of its own. */
final class IngestService implements AutoCloseable {

    private final DatabaseStore store;
    private final DeviceRegistration registration;
    private final Javalin server;

    IngestService(String jdbcUrl) {
        store = DatabaseStore.open(StoreSettings.of(jdbcUrl));
        store.migrate();
        SecretHasher hasher = SecretHashing.create(HashingSettings.defaults());
        registration = DeviceRegistration.of(store.provisioningKeys(), store.devices(), store.audit(), hasher);

        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.before("/v1/ingest", new DeviceKeyGuard(registration, Clock.systemUTC()));
                    config.routes.post("/v1/ingest", IngestService::ingest);
                })
                .start("127.0.0.1", 0);
    }

    private static void ingest(Context ctx) {
        Device device = DeviceKeyGuard.device(ctx);
        ctx.status(202)
                .result("%s of %s: %s"
                        .formatted(device.name().value(), device.tenant().value(), ctx.body()));
    }

    DeviceRegistration registration() {
        return registration;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        store.close();
    }
}
