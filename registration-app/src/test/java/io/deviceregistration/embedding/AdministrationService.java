package io.deviceregistration.embedding;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.http.ApiDescription;
import io.deviceregistration.http.PageClient;
import io.deviceregistration.http.RegistrationHttp;
import io.deviceregistration.http.RegistrationPage;
import io.deviceregistration.http.token.OidcSettings;
import io.deviceregistration.http.token.OidcTokens;
import io.javalin.Javalin;
import java.net.URI;
import java.time.Clock;

/** A Javalin service that has the API and the administrators' page beside routes of its own. */
final class AdministrationService implements AutoCloseable {

    private final OidcTokens tokens;
    private final Javalin server;

    AdministrationService(DeviceRegistration registration, URI issuer, String audience) {
        OidcSettings oidc = OidcSettings.builder(issuer, audience)
                .rolesClaim("realm_access.roles")
                .build();
        tokens = OidcTokens.open(oidc, Clock.systemUTC());
        PageClient page = new PageClient("CLIENT-ID", PageClient.DEFAULT_SCOPE);

        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/about", ctx -> ctx.result("Acme"));
                    new RegistrationHttp(registration, tokens, Clock.systemUTC()).addTo(config);
                    RegistrationPage.forIssuer(oidc, page).addTo(config);
                    new ApiDescription().addTo(config); // /openapi.json and /openapi
                })
                .start("127.0.0.1", 0);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        tokens.close();
    }
}
