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
import org.jspecify.annotations.Nullable;

/** The running app: all parts put together. */
final class RegistrationApp implements AutoCloseable {

    private final Opened opened;
    private final Operations operations;
    private final RegistrationServer server;

    private RegistrationApp(Opened opened, Operations operations, RegistrationServer server) {
        this.opened = opened;
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
        Opened opened = new Opened();
        try {
            return start(settings, clock, random, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static RegistrationApp start(Settings settings, Clock clock, SecureRandom random, Opened opened) {
        AdministratorTokens tokens = tokens(settings, clock, random);
        if (tokens instanceof AutoCloseable closeable) {
            opened.add(closeable);
        }
        Meters meters = new Meters();
        opened.add(meters);
        CompletableFuture<SecretHasher> hasher = Background.begin(() -> hasher(settings, meters));
        Store store = store(settings, meters);
        opened.add(store.closing()::run);
        Operations operations = Operations.of(meters, store, tokens);
        // After the server: it can be watched until the end.
        opened.add(operations);
        BackupSocket backups = backups(settings);
        if (backups != null) {
            opened.add(backups);
        }
        DeviceRegistration registration = DeviceRegistration.of(
                store.provisioningKeys(), store.devices(), store.audit(), Background.result(hasher), clock, random);
        RegistrationHttp http = new RegistrationHttp(
                registration, tokens, clock, settings.clients().withMeters(meters.registry()));
        RegistrationServer server = operations.serve(settings, http, page(settings, tokens, clock), clock);
        opened.add(server);
        // Now that requests are answered: it takes a while.
        meters.measureProcess();
        return new RegistrationApp(opened, operations, server);
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

    /** Lets running requests finish, then closes all else, the store after what uses it. */
    @Override
    public void close() {
        opened.close();
    }
}
