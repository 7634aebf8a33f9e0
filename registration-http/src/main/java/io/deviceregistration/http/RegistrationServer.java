package io.deviceregistration.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinBindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
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
     * Loads the classes that servers are made of, for who has something else to do meanwhile; a start is quicker then. It has a
     * server that listens nowhere answer a request of its own.
     */
    public static void preload() {
        try {
            askOneThatListensNowhere();
        } catch (RuntimeException e) {
            // Whatever it is, the server itself will say so.
            LOG.debug("nothing was loaded ahead", e);
        }
    }

    /** Its answer to a request for a path that isn't there. */
    static String askOneThatListensNowhere() {
        Javalin javalin = Javalin.create(config -> {
            configure(config);
            config.jetty.addConnector((server, http) -> new LocalConnector(server, new HttpConnectionFactory(http)));
        });
        try {
            javalin.start();
            Connector connector = javalin.jettyServer().server().getConnectors()[0];
            return ((LocalConnector) connector).getResponse("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        } catch (Exception e) {
            throw new IllegalStateException("a server that listens nowhere didn't answer", e);
        } finally {
            javalin.stop();
        }
    }

    /**
     * Serves the API and its description; ready for requests when this returns.
     *
     * @param port 0 for any free port
     * @throws CannotListenException if the address can't be listened on
     */
    public static RegistrationServer start(RegistrationHttp http, String host, int port) {
        return start(http, host, port, RequestTimeouts.DEFAULT);
    }

    /** Like {@link #start(RegistrationHttp, String, int)}, with the administrators' page, which the root leads to. */
    public static RegistrationServer start(RegistrationHttp http, RegistrationPage page, String host, int port) {
        return start(http, host, port, RequestTimeouts.DEFAULT, config -> add(page, config));
    }

    /**
     * Like {@link #start(RegistrationHttp, String, int)}, with the administrators' page, and with what operators ask; null
     * where they aren't served here.
     */
    public static RegistrationServer start(
            RegistrationHttp http,
            @Nullable RegistrationPage page,
            @Nullable OperationsHttp operations,
            String host,
            int port) {
        return start(http, host, port, RequestTimeouts.DEFAULT, config -> {
            if (page != null) {
                add(page, config);
            }
            if (operations != null) {
                operations.addTo(config);
            }
        });
    }

    private static void add(RegistrationPage page, JavalinConfig config) {
        page.addTo(config);
        page.addToRootOf(config);
    }

    static RegistrationServer start(RegistrationHttp http, String host, int port, RequestTimeouts timeouts) {
        return start(http, host, port, timeouts, config -> {});
    }

    private static RegistrationServer start(
            RegistrationHttp http, String host, int port, RequestTimeouts timeouts, Consumer<JavalinConfig> more) {
        GracefulHandler requests = new GracefulHandler();
        Handler.Singleton bodies = BodyLoaderFactory.handler(timeouts.body());
        bodies.setHandler(RunningRequests.handler());
        Handler all = CrossOrigins.allow(http.settings().corsOrigins(), bodies);
        requests.setHandler(new VerifyHandler(http.deviceAuthentication(), all));
        RequestMeters meters = new RequestMeters(http.settings().meters());
        Javalin javalin = Javalin.create(config -> {
            configure(config);
            config.jetty.modifyServer(server -> configure(server, requests));
            config.jetty.modifyServer(server -> server.addBean(new SlowHeaders(server, timeouts.headers())));
            config.jetty.modifyServer(server -> server.setRequestLog(meters));
            http.addTo(config);
            new ApiDescription().addTo(config);
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

    /** All that it has a handler for, for tests that hold the description against it. */
    List<Endpoint> endpoints() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .toList();
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

    /** What every server of ours is like. */
    static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Virtual threads where the JDK has them; ordinary ones on 17.
        config.concurrency.useVirtualThreads = true;
        RequestIds ids = new RequestIds(new SecureRandom());
        JettyProblems problems = new JettyProblems(ids);
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(ids));
        config.jetty.modifyServer(server -> server.setErrorHandler(problems));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(problems));
    }

    private static void configure(Server server, GracefulHandler requests) {
        // Negative: connections keep their own timeout while the requests on them run; see close().
        requests.setShutdownIdleTimeout(-1);
        server.insertHandler(requests);
        server.setStopTimeout(LINGER.multipliedBy(2).toMillis());
    }
}
