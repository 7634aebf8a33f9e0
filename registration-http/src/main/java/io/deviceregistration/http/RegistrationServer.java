package io.deviceregistration.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The standalone HTTP server. */
public final class RegistrationServer implements AutoCloseable {

    /** How long running requests may take to finish when the server stops. */
    public static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    /** How long idle connections stay, so that a request that is on its way is answered that the server stops. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationServer.class);

    private final Javalin javalin;
    private final GracefulHandler requests;

    private RegistrationServer(Javalin javalin, GracefulHandler requests) {
        this.javalin = javalin;
        this.requests = requests;
    }

    /**
     * Serves the API; ready for requests when this returns.
     *
     * @param port 0 for any free port
     * @throws CannotListenException if the address can't be listened on
     */
    public static RegistrationServer start(RegistrationHttp http, String host, int port) {
        return start(http, host, port, RequestTimeouts.DEFAULT);
    }

    /** Like {@link #start(RegistrationHttp, String, int)}, with the administrators' page, which the root leads to. */
    public static RegistrationServer start(RegistrationHttp http, RegistrationPage page, String host, int port) {
        return start(http, host, port, RequestTimeouts.DEFAULT, config -> {
            page.addTo(config);
            page.addToRootOf(config);
        });
    }

    static RegistrationServer start(RegistrationHttp http, String host, int port, RequestTimeouts timeouts) {
        return start(http, host, port, timeouts, config -> {});
    }

    private static RegistrationServer start(
            RegistrationHttp http, String host, int port, RequestTimeouts timeouts, Consumer<JavalinConfig> more) {
        GracefulHandler requests = new GracefulHandler();
        Handler.Singleton bodies = BodyLoaderFactory.handler(timeouts.body());
        requests.setHandler(
                new VerifyHandler(http.authenticateDevice(), CrossOrigins.allow(http.corsOrigins(), bodies)));
        Javalin javalin = Javalin.create(config -> {
            configure(config, requests);
            config.jetty.modifyServer(server -> server.addBean(new SlowHeaders(server, timeouts.headers())));
            http.addTo(config);
            more.accept(config);
        });
        try {
            return new RegistrationServer(javalin.start(host, port), requests);
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
        List<ServerConnector> connectors = connectors();
        connectors.forEach(ServerConnector::shutdown);
        awaitRunning();
        // Now the connections may go; before, Jetty would have cut off whoever pauses in the middle of a body.
        connectors.forEach(connector -> connector.setShutdownIdleTimeout(LINGER.toMillis()));
        javalin.stop();
    }

    private List<ServerConnector> connectors() {
        return Arrays.stream(requests.getServer().getConnectors())
                .filter(ServerConnector.class::isInstance)
                .map(ServerConnector.class::cast)
                .toList();
    }

    private void awaitRunning() {
        try {
            requests.shutdown().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("requests that still run after {} s are cut off", STOP_TIMEOUT.toSeconds());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void configure(JavalinConfig config, GracefulHandler requests) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Virtual threads where the JDK has them; ordinary ones on 17.
        config.concurrency.useVirtualThreads = true;
        config.jetty.modifyServer(server -> configure(server, requests));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyProblems()));
    }

    private static void configure(Server server, GracefulHandler requests) {
        // Negative: connections keep their own timeout while the requests on them run; see close().
        requests.setShutdownIdleTimeout(-1);
        server.insertHandler(requests);
        server.setErrorHandler(new JettyProblems());
        server.setStopTimeout(LINGER.multipliedBy(2).toMillis());
    }
}
