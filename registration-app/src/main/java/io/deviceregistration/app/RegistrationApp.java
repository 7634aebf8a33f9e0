package io.deviceregistration.app;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.http.RegistrationHttp;
import io.deviceregistration.http.RegistrationServer;
import io.deviceregistration.http.token.DevelopmentTokens;
import io.deviceregistration.persistence.hashing.SecretHashing;
import io.deviceregistration.persistence.store.DatabaseStore;
import java.security.SecureRandom;
import java.time.Clock;

/** The running app: all parts put together. */
final class RegistrationApp implements AutoCloseable {

    private final DatabaseStore store;
    private final RegistrationServer server;

    private RegistrationApp(DatabaseStore store, RegistrationServer server) {
        this.store = store;
        this.server = server;
    }

    /** Opens the store, brings its schema up to date, and serves; ready for requests when this returns. */
    static RegistrationApp start(Settings settings) {
        return start(settings, Clock.systemUTC());
    }

    static RegistrationApp start(Settings settings, Clock clock) {
        SecureRandom random = new SecureRandom();
        DataFolder.create(settings.dataDir());
        DevelopmentTokens tokens =
                new DevelopmentTokens(DevelopmentKeyFile.readOrCreate(settings.dataDir(), random), clock);
        if (settings.embedded()) {
            DatabaseFile.keepToOwner(settings.dataDir());
        }
        DatabaseStore store = DatabaseStore.open(settings.store());
        try {
            store.migrate();
            DeviceRegistration registration = DeviceRegistration.of(
                    store.provisioningKeys(), store.devices(), SecretHashing.create(settings.hashing()), clock, random);
            RegistrationHttp http = new RegistrationHttp(registration, tokens, clock);
            return new RegistrationApp(store, RegistrationServer.start(http, settings.httpHost(), settings.httpPort()));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    /** Lets running requests finish, then closes the store. */
    @Override
    public void close() {
        server.close();
        store.close();
    }
}
