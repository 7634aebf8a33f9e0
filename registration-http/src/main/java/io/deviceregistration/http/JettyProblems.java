package io.deviceregistration.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Problem documents for what Jetty refuses before Javalin sees it: a header too large, a request that isn't HTTP. Jetty
 * ends the connection after it, for nobody knows where the next request begins; the answer says so, that no client keeps it.
 */
final class JettyProblems extends ErrorHandler {

    private final RequestIds ids;

    JettyProblems(RequestIds ids) {
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = ProblemAnswers.ofStatus(response.getStatus());
        response.setStatus(problem.code().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (!response.getHeaders().contains(RequestIds.HEADER)) {
            response.getHeaders().put(RequestIds.HEADER, ids.of(request));
        }
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, ByteBuffer.wrap(ProblemDocument.of(problem)), callback);
        return true;
    }
}
