package io.deviceregistration.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Evens out requests before Javalin sees them: what counts is the request's own method, never a header that overrides
 * it; and a sub-request to the verify route keeps whatever method the guarded request has, which is all one there.
 */
final class RequestNormalizer implements HttpConfiguration.Customizer {

    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        boolean overridden = request.getHeaders().contains(METHOD_OVERRIDE);
        boolean verify = Request.getPathInContext(request).equals(ApplianceRoutes.VERIFY)
                && !request.getMethod().equals("HEAD");
        return overridden || verify ? new Normalized(request, verify) : request;
    }

    private static final class Normalized extends Request.Wrapper {

        private final boolean asGet;
        private final HttpFields headers;

        Normalized(Request request, boolean asGet) {
            super(request);
            this.asGet = asGet;
            this.headers = HttpFields.from(request.getHeaders().stream()
                    .filter(field -> !field.getName().equalsIgnoreCase(METHOD_OVERRIDE))
                    .toArray(HttpField[]::new));
        }

        @Override
        public String getMethod() {
            return asGet ? "GET" : super.getMethod();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
