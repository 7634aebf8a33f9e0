package io.deviceregistration.http;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Evens out requests before Javalin sees them: what counts is the request's own method, never a header that overrides
 * it; and a path that Javalin would stumble over when it decodes it is refused. Jetty refuses most of these, but lets pass
 * what stands after a semicolon. A path that a proxy puts together of {@code verify} and what its client sent must not lead
 * anywhere else.
 */
final class RequestNormalizer implements HttpConfiguration.Customizer {

    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private static final String BELOW_VERIFY = ApplianceRoutes.VERIFY + "/";
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?:.*/)?(?:\\.|%2[Ee]){1,2}(?:[/;].*)?");

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        String path = request.getHttpURI().getPath();
        if (Query.hasBadEscape(path)) {
            throw new HttpException.RuntimeException(400, "malformed percent escape in the path");
        }
        if (path.startsWith(BELOW_VERIFY)
                && DOT_SEGMENT.matcher(path.substring(BELOW_VERIFY.length())).matches()) {
            throw new HttpException.RuntimeException(400, "dot segment in the path");
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
