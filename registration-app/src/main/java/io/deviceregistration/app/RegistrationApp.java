package io.deviceregistration.app;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.http.RegistrationHttp;
import io.deviceregistration.http.RegistrationPage;
import io.deviceregistration.http.RegistrationServer;
import io.deviceregistration.http.token.AdministratorTokens;
import io.deviceregistration.http.token.DevelopmentTokens;
import io.deviceregistration.http.token.OidcTokens;
import io.deviceregistration.persistence.hashing.SecretHashing;
import io.deviceregistration.persistence.store.DatabaseStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The running app: all parts put together. */
final class RegistrationApp implements AutoCloseable {

    private final DatabaseStore store;
    private final AdministratorTokens tokens;
    private final Operations operations;
    private final RegistrationServer server;

    private RegistrationApp(
            DatabaseStore store, AdministratorTokens tokens, Operations operations, RegistrationServer server) {
        this.store = store;
        this.tokens = tokens;
        this.operations = operations;
        this.server = server;
    }

    /**
     * Opens the store, brings its schema up to date, and serves; ready for requests when this returns. For an identity
     * provider it doesn't wait.
     */
    static RegistrationApp start(Settings settings) {
        return start(settings, Clock.systemUTC());
    }

    static RegistrationApp start(Settings settings, Clock clock) {
        SecureRandom random = new SecureRandom();
        if (settings.usesDataFolder()) {
            DataFolder.create(settings.dataDir());
        }
        if (settings.embedded()) {
            DatabaseFile.keepToOwner(settings.dataDir());
        }
        AdministratorTokens tokens = tokens(settings, clock, random);
        try {
            return start(settings, clock, random, tokens);
        } catch (RuntimeException e) {
            close(tokens);
            throw e;
        }
    }

    private static RegistrationApp start(
            Settings settings, Clock clock, SecureRandom random, AdministratorTokens tokens) {
        DatabaseStore store = DatabaseStore.open(settings.store());
        Operations operations = Operations.of(store, tokens);
        try {
            store.migrate();
            DeviceRegistration registration = DeviceRegistration.of(
                    store.provisioningKeys(),
                    store.devices(),
                    store.audit(),
                    SecretHashing.create(settings.hashing(), operations.meters()),
                    clock,
                    random);
            RegistrationHttp http = new RegistrationHttp(
                    registration, tokens, clock, settings.clients().withMeters(operations.meters()));
            RegistrationServer server = operations.serve(settings, http, page(settings, tokens, clock), clock);
            return new RegistrationApp(store, tokens, operations, server);
        } catch (RuntimeException e) {
            operations.close();
            store.close();
            throw e;
        }
    }

    private static AdministratorTokens tokens(Settings settings, Clock clock, SecureRandom random) {
        return settings.identityProvider() == null
                ? new DevelopmentTokens(DevelopmentKeyFile.readOrCreate(settings.dataDir(), random), clock)
                : OidcTokens.open(settings.identityProvider(), clock);
    }

    private static RegistrationPage page(Settings settings, AdministratorTokens tokens, Clock clock) {
        return tokens instanceof DevelopmentTokens development
                ? RegistrationPage.forDevelopment(development, clock)
                : RegistrationPage.forIssuer(
                        Objects.requireNonNull(settings.identityProvider()), settings.pageClient());
    }

    private static void close(AdministratorTokens tokens) {
        if (tokens instanceof OidcTokens provider) {
            provider.close();
        }
    }

    int port() {
        return server.port();
    }

    /** The port of metrics and health, if they have one of their own. */
    @Nullable Integer operationsPort() {
        return operations.port();
    }

    /** Serves on, but says that this instance isn't ready. */
    void drain() {
        operations.drain();
    }

    /** Lets running requests finish, then closes the store. */
    @Override
    public void close() {
        server.close();
        // Last of what is served, so that it can be watched until the end.
        operations.close();
        close(tokens);
        store.close();
    }
}
