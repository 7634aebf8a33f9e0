package io.deviceregistration.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Loads bodies before requests are handled. While one is on its way it holds no thread: where threads are not virtual
 * there are 250, and as many clients could keep everyone else out by sending slowly.
 */
final class BodyLoaderFactory implements EagerContentHandler.ContentLoaderFactory {

    private final Duration timeout;

    private BodyLoaderFactory(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * The handler that loads them.
     *
     * @param timeout how long a whole body may take to arrive
     */
    static Handler.Singleton handler(Duration timeout) {
        EagerContentHandler handler = new EagerContentHandler(new BodyLoaderFactory(timeout));
        // It has no use for a body, and a proxy may announce the one of the request that it guards, but not send it.
        handler.excludePath(ApplianceRoutes.VERIFY + "/*");
        return handler;
    }

    /** None in particular: all. */
    @Override
    public @Nullable String getApplicableMimeType() {
        return null;
    }

    /** A loader, or null for a body that is not sent until it is asked for, or is far too large: that is refused at once. */
    @Override
    public EagerContentHandler.@Nullable ContentLoader newContentLoader(
            String contentType,
            String mimeType,
            Handler handler,
            Request request,
            Response response,
            Callback callback) {
        boolean waits = request.getHeaders().contains(HttpHeader.EXPECT);
        return request.getLength() > (waits ? RequestBody.MAX_BYTES : BodyLoader.MAX_RECEIVED_BYTES)
                ? null
                : new BodyLoader(handler, request, response, callback, timeout);
    }
}
