package io.deviceregistration.app;

import io.deviceregistration.app.adapter.Store;
import io.deviceregistration.http.OperationsHttp;
import io.deviceregistration.http.OperationsServer;
import io.deviceregistration.http.Readiness;
import io.deviceregistration.http.RegistrationHttp;
import io.deviceregistration.http.RegistrationPage;
import io.deviceregistration.http.RegistrationServer;
import io.deviceregistration.http.token.AdministratorTokens;
import io.deviceregistration.http.token.OidcTokens;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How the running app is watched: its metrics and its health, and where they are served. */
final class Operations implements AutoCloseable {

    private final Meters meters;
    private final Readiness readiness;
    private final OperationsHttp http;
    private @Nullable OperationsServer server;

    private Operations(Meters meters, Readiness readiness) {
        this.meters = meters;
        this.readiness = readiness;
        this.http = new OperationsHttp(readiness, meters.registry()::scrape);
    }

    static Operations of(Meters meters, Store store, AdministratorTokens tokens) {
        Map<String, BooleanSupplier> needs = new LinkedHashMap<>();
        needs.put("database", store.answering());
        if (tokens instanceof OidcTokens provider) {
            // Once they were known, an outage of the issuer keeps out administrators alone: appliances go on.
            needs.put("identity_provider", provider::haveKeysBeenKnown);
        }
        return new Operations(meters, new Readiness(needs));
    }

    /** Serves the API and the page, and what operators ask with them or where the settings say. */
    RegistrationServer serve(Settings settings, RegistrationHttp api, @Nullable RegistrationPage page, Clock clock) {
        OperationsSettings.Address own = settings.operations().ownAddress();
        if (own == null) {
            return RegistrationServer.start(api, page, http, settings.httpHost(), settings.httpPort());
        }
        // The API first: who is told that this instance is ready sends requests there.
        RegistrationServer apiServer =
                RegistrationServer.start(api, page, null, settings.httpHost(), settings.httpPort());
        try {
            server = OperationsServer.start(http, clock, own.host(), own.port());
            return apiServer;
        } catch (RuntimeException e) {
            apiServer.close();
            throw e;
        }
    }

    /** The port of its own, if it has one. */
    @Nullable Integer port() {
        return server == null ? null : server.port();
    }

    void drain() {
        readiness.drain();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
