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
    private final RegistrationServer server;
    private final @Nullable BackupSocket backups;

    private RegistrationApp(
            DatabaseStore store,
            AdministratorTokens tokens,
            RegistrationServer server,
            @Nullable BackupSocket backups) {
        this.store = store;
        this.tokens = tokens;
        this.server = server;
        this.backups = backups;
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
        try {
            store.migrate();
            DeviceRegistration registration = DeviceRegistration.of(
                    store.provisioningKeys(),
                    store.devices(),
                    store.audit(),
                    SecretHashing.create(settings.hashing()),
                    clock,
                    random);
            RegistrationHttp http = new RegistrationHttp(registration, tokens, clock, settings.clients());
            RegistrationServer server = RegistrationServer.start(
                    http, page(settings, tokens, clock), settings.httpHost(), settings.httpPort());
            return new RegistrationApp(store, tokens, server, backups(settings));
        } catch (RuntimeException e) {
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

    private static @Nullable BackupSocket backups(Settings settings) {
        return settings.embedded() ? BackupSocket.listen(settings).orElse(null) : null;
    }

    private static void close(AdministratorTokens tokens) {
        if (tokens instanceof OidcTokens provider) {
            provider.close();
        }
    }

    int port() {
        return server.port();
    }

    /** Lets running requests finish, then closes the store. */
    @Override
    public void close() {
        server.close();
        if (backups != null) {
            backups.close();
        }
        close(tokens);
        store.close();
    }
}
