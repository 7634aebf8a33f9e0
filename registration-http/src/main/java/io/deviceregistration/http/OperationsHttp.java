package io.deviceregistration.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/**
 * What operators and their tools ask, as routes of a Javalin server: {@value #LIVE}, {@value #READY} and {@value #METRICS}.
 * Immutable.
 *
 * <p>Nobody has to sign in for it. It tells how busy the service is and what it needs, and nothing of any tenant.
 */
public final class OperationsHttp {

    /** 200 while the process runs. */
    public static final String LIVE = "/health/live";

    /** 200 while requests should come, and 503 while they should not. */
    public static final String READY = "/health/ready";

    /** The metrics, for Prometheus. */
    public static final String METRICS = "/metrics";

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Readiness readiness;
    private final Supplier<String> metrics;

    /** @param metrics gives the metrics as they are now, in Prometheus's text format, version 0.0.4 */
    public OperationsHttp(Readiness readiness, Supplier<String> metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /** Adds the routes; errors are answered by {@link RegistrationHttp}, which must be added too. */
    public void addTo(JavalinConfig config) {
        Routes routes = new Routes(config.routes);
        routes.get(LIVE, ctx -> Answers.json(ctx, 200, LivenessResponse.LIVE));
        routes.get(READY, this::ready);
        routes.get(METRICS, ctx -> ctx.contentType(PROMETHEUS_TEXT).result(metrics.get()));
    }

    private void ready(Context ctx) {
        ReadinessResponse now = readiness.now();
        Answers.json(ctx, now.httpStatus(), now);
    }
}
