package io.deviceregistration.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The standalone HTTP server. */
public final class RegistrationServer implements AutoCloseable {

    /** How long running requests may take to finish when the server stops. */
    public static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final Javalin javalin;

    private RegistrationServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Serves the API; ready for requests when this returns.
     *
     * @param port 0 for any free port
     * @throws CannotListenException if the address can't be listened on
     */
    public static RegistrationServer start(RegistrationHttp http, String host, int port) {
        Javalin javalin = Javalin.create(config -> {
            configure(config);
            http.addTo(config);
        });
        try {
            return new RegistrationServer(javalin.start(host, port));
        } catch (JavalinBindException e) {
            throw new CannotListenException(host, port, e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Takes no new requests, waits up to {@link #STOP_TIMEOUT} for running ones to finish, and stops. */
    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Virtual threads where the JDK has them; ordinary ones on 17.
        config.concurrency.useVirtualThreads = true;
        config.jetty.modifyServer(RegistrationServer::configure);
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyProblems()));
    }

    private static void configure(Server server) {
        server.insertHandler(new GracefulHandler());
        server.setErrorHandler(new JettyProblems());
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
    }
}
