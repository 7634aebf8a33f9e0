package io.deviceregistration.http;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.QoSHandler;

/**
 * Lets only so many requests of the API run at once. A fleet that comes all at once then waits here, in the order of its
 * arrival and without threads, and not for the few connections to the database, where who comes last may go first and
 * others give up.
 */
final class RunningRequests {

    /** Many times the connections of the default pool, and fewer than there are threads where those are not virtual. */
    static final int MAX = 200;

    /** Who has waited for so long is answered 503. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private RunningRequests() {}

    /** The handler that sees to it; it belongs behind the one that waits for bodies. Health, metrics and pages never wait. */
    static Handler.Singleton handler() {
        QoSHandler handler = new QoSHandler();
        handler.setMaxRequestCount(MAX);
        handler.setMaxSuspend(MAX_WAIT);
        handler.setMaxSuspendedRequestCount(-1); // as many as there are connections
        handler.includePath("/api/*");
        return handler;
    }
}
