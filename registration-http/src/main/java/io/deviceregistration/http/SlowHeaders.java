package io.deviceregistration.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes connections whose headers come to no end. Jetty by itself ends a silence, but lets a client that sends a byte now
 * and then keep its connection for hours before it has asked for anything.
 */
final class SlowHeaders extends AbstractLifeCycle {

    private final Server server;
    private final Duration period;
    private Map<EndPoint, Traffic> seen = Map.of();

    /** @param period how long headers may take at least; at most three times that */
    SlowHeaders(Server server, Duration period) {
        this.server = server;
        this.period = period;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    private void schedule() {
        server.getScheduler().schedule(this::look, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!isRunning()) {
            return;
        }
        Map<EndPoint, Traffic> now = new HashMap<>();
        Arrays.stream(server.getConnectors())
                .flatMap(connector -> connector.getConnectedEndPoints().stream())
                .forEach(client -> {
                    Traffic traffic = seen.getOrDefault(client, Traffic.NONE).followedBy(client.getConnection());
                    if (traffic.isStuck()) {
                        client.close();
                    } else {
                        now.put(client, traffic);
                    }
                });
        seen = now;
        schedule();
    }

    /** What went over a connection, and for how many looks it has been the beginning of a request and no more. */
    private record Traffic(long requests, long answers, long bytes, int looks) {

        static final Traffic NONE = new Traffic(0, 0, 0, 0);

        Traffic followedBy(Connection connection) {
            long requestsNow = connection.getMessagesIn();
            long answersNow = connection.getMessagesOut();
            long bytesNow = connection.getBytesIn();
            if (requestsNow != requests || answersNow != answers || requestsNow > answersNow) {
                return new Traffic(requestsNow, answersNow, bytesNow, 0);
            }
            return new Traffic(requests, answers, bytes, looks > 0 || bytesNow != bytes ? looks + 1 : 0);
        }

        boolean isStuck() {
            return looks > 1;
        }
    }
}
