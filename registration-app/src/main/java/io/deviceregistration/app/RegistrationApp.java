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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running app: all parts put together. */
final class RegistrationApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationApp.class);

    private final Store store;
    private final AdministratorTokens tokens;
    private final Operations operations;
    private final RegistrationServer server;
    private final @Nullable BackupSocket backups;

    private RegistrationApp(
            Store store,
            AdministratorTokens tokens,
            Operations operations,
            RegistrationServer server,
            @Nullable BackupSocket backups) {
        this.store = store;
        this.tokens = tokens;
        this.operations = operations;
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
        Meters meters = new Meters();
        CompletableFuture<SecretHasher> hasher = Background.begin(() -> hasher(settings, meters));
        Store store = store(settings, meters);
        Operations operations = Operations.of(meters, store, tokens);
        try {
            DeviceRegistration registration = DeviceRegistration.of(
                    store.provisioningKeys(), store.devices(), store.audit(), result(hasher), clock, random);
            RegistrationHttp http = new RegistrationHttp(
                    registration, tokens, clock, settings.clients().withMeters(meters.registry()));
            RegistrationServer server = operations.serve(settings, http, page(settings, tokens, clock), clock);
            // Now that requests are answered: it takes a while.
            meters.measureProcess();
            return new RegistrationApp(store, tokens, operations, server, backups(settings));
        } catch (RuntimeException e) {
            operations.close();
            store.closing().run();
            throw e;
        }
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Store store(Settings settings, Meters meters) {
        if (settings.adapters().store() != null) {
            return settings.adapters().store().make();
        }
        DatabaseStore database = DatabaseStore.open(settings.store());
        try {
            database.migrate();
            database.bindTo(meters.registry());
            return new Store(
                    database.provisioningKeys(),
                    database.devices(),
                    database.audit(),
                    database::answers,
                    database::close);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static SecretHasher hasher(Settings settings, Meters meters) {
        return settings.adapters().hashing() == null
                ? SecretHashing.create(settings.hashing(), meters.registry())
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

    /** The administrators' page, where there is a way to sign in there. */
    private static @Nullable RegistrationPage page(Settings settings, AdministratorTokens tokens, Clock clock) {
        if (settings.identityProvider() != null) {
            return RegistrationPage.forIssuer(settings.identityProvider(), settings.pageClient());
        }
        return settings.development() && tokens instanceof DevelopmentTokens development
                ? RegistrationPage.forDevelopment(development, clock)
                : null;
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
        if (backups != null) {
            backups.close();
        }
        // Last of what is served, so that it can be watched until the end.
        operations.close();
        close(tokens);
        store.closing().run();
    }
}
