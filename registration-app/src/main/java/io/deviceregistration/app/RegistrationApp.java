package io.deviceregistration.app;

import io.deviceregistration.app.adapter.Store;
import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.key.SecretHasher;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running app: all parts put together. */
final class RegistrationApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationApp.class);

    private final Store store;
    private final AdministratorTokens tokens;
    private final RegistrationServer server;
    private final @Nullable BackupSocket backups;

    private RegistrationApp(
            Store store,
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
        Store store = store(settings);
        try {
            DeviceRegistration registration = DeviceRegistration.of(
                    store.provisioningKeys(), store.devices(), store.audit(), hasher(settings), clock, random);
            RegistrationHttp http = new RegistrationHttp(registration, tokens, clock, settings.clients());
            return new RegistrationApp(store, tokens, serve(settings, http, tokens, clock), backups(settings));
        } catch (RuntimeException e) {
            store.closing().run();
            throw e;
        }
    }

    private static Store store(Settings settings) {
        if (settings.adapters().store() != null) {
            return settings.adapters().store().make();
        }
        DatabaseStore database = DatabaseStore.open(settings.store());
        try {
            database.migrate();
            return new Store(database.provisioningKeys(), database.devices(), database.audit(), database::close);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static SecretHasher hasher(Settings settings) {
        return settings.adapters().hashing() == null
                ? SecretHashing.create(settings.hashing())
                : settings.adapters().hashing().make();
    }

    private static AdministratorTokens tokens(Settings settings, Clock clock, SecureRandom random) {
        if (settings.adapters().identity() != null) {
            return settings.adapters().identity().make();
        }
        return settings.identityProvider() == null
                ? new DevelopmentTokens(DevelopmentKeyFile.readOrCreate(settings.dataDir(), random), clock)
                : OidcTokens.open(settings.identityProvider(), clock);
    }

    private static RegistrationServer serve(
            Settings settings, RegistrationHttp http, AdministratorTokens tokens, Clock clock) {
        if (settings.identityProvider() != null) {
            RegistrationPage page = RegistrationPage.forIssuer(settings.identityProvider(), settings.pageClient());
            return RegistrationServer.start(http, page, settings.httpHost(), settings.httpPort());
        }
        if (settings.development() && tokens instanceof DevelopmentTokens development) {
            RegistrationPage page = RegistrationPage.forDevelopment(development, clock);
            return RegistrationServer.start(http, page, settings.httpHost(), settings.httpPort());
        }
        return RegistrationServer.start(http, settings.httpHost(), settings.httpPort());
    }

    private static @Nullable BackupSocket backups(Settings settings) {
        return settings.embedded() ? BackupSocket.listen(settings).orElse(null) : null;
    }

    private static void close(AdministratorTokens tokens) {
        if (tokens instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("what knows the administrators' tokens could not be closed", e);
            }
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
        store.closing().run();
    }
}
