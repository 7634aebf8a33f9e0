package io.deviceregistration.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/**
 * Counts and times all requests of the server, those too that Jetty answers by itself: by route, method and status. A route
 * is what the path was matched with, never the path itself, so what clients send makes no new series.
 *
 * <p>It is told of a request when its answer has been written. From the end of the headers to then is the time it took: a
 * body that comes slowly counts.
 */
final class RequestMeters implements RequestLog {

    /** The route of requests that were for no route. */
    static final String NO_ROUTE = "none";

    private static final String ROUTE = RequestMeters.class.getName() + ".route";

    private static final String OTHER_METHOD = "other";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** From a check in the cache to a call that waited for as long as any may. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private record Series(String route, String method, int status) {}

    private final MeterRegistry meters;

    /** The registry would make tags anew for each request to find what is found here. */
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Notes which route a request is for. */
    static void note(Context ctx, String route) {
        ctx.req().setAttribute(ROUTE, route);
    }

    /** Notes it before there is a servlet's request. */
    static void note(Request request, String route) {
        request.setAttribute(ROUTE, route);
    }

    @Override
    public void log(Request request, Response response) {
        String route = request.getAttribute(ROUTE) instanceof String noted ? noted : NO_ROUTE;
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER_METHOD;
        timer(new Series(route, method, response.getStatus()))
                .record(NanoTime.since(request.getHeadersNanoTime()), TimeUnit.NANOSECONDS);
    }

    private Timer timer(Series series) {
        Timer known = timers.get(series);
        return known != null ? known : timers.computeIfAbsent(series, this::newTimer);
    }

    private Timer newTimer(Series series) {
        return Timer.builder("http.server.requests")
                .description("Requests, from the end of their headers to the end of their answers.")
                .tag("route", series.route())
                .tag("method", series.method())
                .tag("status", String.valueOf(series.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
