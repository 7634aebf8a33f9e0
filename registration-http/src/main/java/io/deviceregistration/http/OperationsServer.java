package io.deviceregistration.http;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.time.Clock;

/** A server of its own for what operators ask, where that is not for everybody who may reach the API. */
public final class OperationsServer implements AutoCloseable {

    private final Javalin javalin;

    private OperationsServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Serves what operators ask; ready for requests when this returns.
     *
     * @param port 0 for any free port
     * @throws CannotListenException if the address can't be listened on
     */
    public static OperationsServer start(OperationsHttp operations, Clock clock, String host, int port) {
        HttpSettings nothingOfClients = HttpSettings.defaults();
        ProblemAnswers answers = new ProblemAnswers(
                clock, new FailedCredentials(nothingOfClients, new ClientAddresses(nothingOfClients), clock));
        Javalin javalin = Javalin.create(config -> {
            RegistrationServer.configure(config);
            RegistrationHttp.setUp(config);
            config.jetty.modifyServer(
                    server -> server.addBean(new SlowHeaders(server, RequestTimeouts.DEFAULT.headers())));
            answers.addTo(config);
            operations.addTo(config);
        });
        try {
            return new OperationsServer(javalin.start(host, port));
        } catch (JavalinBindException e) {
            throw new CannotListenException(host, port, e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
