package io.deviceregistration.http;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.http.token.AdministratorTokens;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.time.Clock;

/**
 * The registration API as routes of a Javalin server, for {@link RegistrationServer} or a backend's own. Immutable.
 *
 * <p>It is the server that bounds how long a client may take to send a request. {@link RegistrationServer} does; with
 * Jetty's defaults, a body that comes byte by byte holds a thread for as long as it likes.
 */
public final class RegistrationHttp {

    private final DeviceRegistration registration;
    private final AdministratorTokens tokens;
    private final Clock clock;
    private final HttpSettings settings;

    /** The API with {@link HttpSettings#defaults}. */
    public RegistrationHttp(DeviceRegistration registration, AdministratorTokens tokens, Clock clock) {
        this(registration, tokens, clock, HttpSettings.defaults());
    }

    public RegistrationHttp(
            DeviceRegistration registration, AdministratorTokens tokens, Clock clock, HttpSettings settings) {
        this.registration = registration;
        this.tokens = tokens;
        this.clock = clock;
        this.settings = settings;
    }

    DeviceAuthentication deviceAuthentication() {
        return new DeviceAuthentication(registration.authenticateDevice(), settings.meters());
    }

    HttpSettings settings() {
        return settings;
    }

    /**
     * Adds the routes under {@code /api/v1}, and answers every error of the server with a problem document. Sets what the
     * routes rely on: 405 over 404, no compression (answers that carry secrets must not be compressed), no method
     * overriding.
     */
    public void addTo(JavalinConfig config) {
        setUp(config);
        ClientAddresses addresses = new ClientAddresses(settings);
        new ProblemAnswers(clock, new FailedCredentials(settings, addresses, clock)).addTo(config);
        Routes routes = new Routes(config.routes);
        Credentials credentials = new Credentials(tokens, addresses);
        new ApplianceRoutes(registration, addresses, settings.meters(), clock).addTo(routes);
        new ProvisioningKeyRoutes(registration, credentials, clock).addTo(routes);
        routes.refuseOtherMethods();
        new DeviceRoutes(registration, credentials, clock).addTo(routes);
        new AuditRoutes(registration, credentials).addTo(routes);
    }

    /** What all routes of ours rely on. */
    static void setUp(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(new RequestNormalizer()));
    }
}
