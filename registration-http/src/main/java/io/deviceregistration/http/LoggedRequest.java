package io.deviceregistration.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * From here on until its end, all that its thread logs says which request it is about: {@value #REQUEST_ID}, and {@value #TRACE_ID} if
 * the caller traces. Where a server gives no ids to its requests, nothing is said.
 */
final class LoggedRequest {

    static final String REQUEST_ID = "request_id";
    static final String TRACE_ID = "trace_id";

    private final MDC.@Nullable MDCCloseable requestId;
    private final MDC.@Nullable MDCCloseable traceId;

    private LoggedRequest(@Nullable String requestId, @Nullable String traceId) {
        this.requestId = requestId == null ? null : MDC.putCloseable(REQUEST_ID, requestId);
        this.traceId = traceId == null ? null : MDC.putCloseable(TRACE_ID, traceId);
    }

    static LoggedRequest begin(Context ctx) {
        return new LoggedRequest(
                ctx.res().getHeader(RequestIds.HEADER),
                TraceParent.traceId(ctx.req().getHeader(TraceParent.HEADER)).orElse(null));
    }

    static LoggedRequest begin(Request request) {
        return new LoggedRequest(
                (String) request.getAttribute(RequestIds.HEADER),
                TraceParent.traceId(request.getHeaders().get(TraceParent.HEADER))
                        .orElse(null));
    }

    /** Of the request that this answers. */
    static LoggedRequest begin(HttpServletResponse response) {
        return new LoggedRequest(response.getHeader(RequestIds.HEADER), null);
    }

    void end() {
        if (traceId != null) {
            traceId.close();
        }
        if (requestId != null) {
            requestId.close();
        }
    }
}
