package io.deviceregistration.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Evens out requests before Javalin sees them: what counts is the request's own method, never a header that overrides
 * it; and a path that Javalin would stumble over when it decodes it is refused. Jetty refuses most of these, but lets pass
 * what stands after a semicolon.
 */
final class RequestNormalizer implements HttpConfiguration.Customizer {

    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (Query.hasBadEscape(request.getHttpURI().getPath())) {
            throw new HttpException.RuntimeException(400, "malformed percent escape in the path");
        }
        return request.getHeaders().contains(METHOD_OVERRIDE) ? new Normalized(request) : request;
    }

    private static final class Normalized extends Request.Wrapper {

        private final HttpFields headers;

        Normalized(Request request) {
            super(request);
            this.headers = HttpFields.from(request.getHeaders().stream()
                    .filter(field -> !field.getName().equalsIgnoreCase(METHOD_OVERRIDE))
                    .toArray(HttpField[]::new));
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
