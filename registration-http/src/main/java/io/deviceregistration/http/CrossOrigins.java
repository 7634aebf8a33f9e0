package io.deviceregistration.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ConditionalHandler;
import org.eclipse.jetty.server.handler.CrossOriginHandler;

/**
 * Lets pages of configured origins call the API, and load the page's modules, from a browser (CORS); no cookies are ever
 * involved. The standalone page, and what gives it tokens in development mode, are for no other origin, and neither is what operators ask.
 */
final class CrossOrigins {

    private static final Duration PREFLIGHT_MAX_AGE = Duration.ofMinutes(10);

    private CrossOrigins() {}

    /** The handler, behind one that lets these origins in; the handler itself where there are none. */
    static Handler allow(List<String> origins, Handler.Singleton handler) {
        if (origins.isEmpty()) {
            return handler;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
        cors.setAllowedMethods(Set.of("GET", "POST", "PATCH", "DELETE"));
        cors.setAllowedHeaders(Set.of("Authorization", "Content-Type"));
        cors.setExposedHeaders(Set.of("Location", "Retry-After", "WWW-Authenticate", RequestIds.HEADER));
        cors.setAllowCredentials(false);
        cors.setPreflightMaxAge(PREFLIGHT_MAX_AGE);
        cors.setHandler(handler);
        ConditionalHandler.SkipNext exceptions = new ConditionalHandler.SkipNext();
        exceptions.includePath(RegistrationPage.PATH + "/*");
        exceptions.includePath(OperationsHttp.LIVE + "/*");
        exceptions.includePath(OperationsHttp.READY + "/*");
        exceptions.includePath(OperationsHttp.METRICS + "/*");
        // No page asks here, and a proxy would take the answer to a preflight for a yes.
        exceptions.includePath(ApplianceRoutes.VERIFY + "/*");
        exceptions.setHandler(cors);
        return exceptions;
    }
}
