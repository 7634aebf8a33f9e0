package io.deviceregistration.http;

import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Says yes to {@code GET} {@value ApplianceRoutes#VERIFY}, which comes before each upload and each poll of every device,
 * without the servlets and the router behind it: they take longer than the check itself. Whatever is not a plain request with
 * a genuine key goes the common way, which has the words for it, and takes over what has been found out of the key.
 */
final class VerifyHandler extends Handler.Wrapper {

    private static final String FOUND = VerifyHandler.class.getName() + ".found";

    private static final HttpField NOT_CACHED = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NOT_GUESSED = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

    private final DeviceAuthentication authentication;

    VerifyHandler(DeviceAuthentication authentication, Handler next) {
        super(next);
        this.authentication = authentication;
    }

    /** What has been found out of the request's key, if that has been asked before the request came here. */
    static Optional<AuthenticateDevice.Result> found(Context ctx) {
        Object found = ctx.req().getAttribute(FOUND);
        if (found instanceof RuntimeException e) {
            throw e;
        }
        return found instanceof AuthenticateDevice.Result result ? Optional.of(result) : Optional.empty();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isPlain(request)) {
            Optional<PlainKey> key = key(request.getHeaders());
            if (key.isPresent()) {
                Object found = find(key.get(), request);
                if (found instanceof AuthenticateDevice.Result.Authenticated authenticated) {
                    authentication.accepted();
                    RequestMeters.note(request, ApplianceRoutes.VERIFY);
                    answer(response, authenticated.device());
                    callback.succeeded();
                    return true;
                }
                request.setAttribute(FOUND, found);
            }
        }
        return super.handle(request, response, callback);
    }

    private static boolean isPlain(Request request) {
        HttpFields headers = request.getHeaders();
        return request.getMethod().equals("GET")
                && request.getHttpURI().getPathQuery().equals(ApplianceRoutes.VERIFY)
                && request.getLength() <= 0
                && !headers.contains(HttpHeader.TRANSFER_ENCODING)
                && !headers.contains(HttpHeader.EXPECT);
    }

    /** The one key that is presented, if it is one. */
    private static Optional<PlainKey> key(HttpFields headers) {
        List<String> values = headers.getValuesList(Credentials.DEVICE_KEY);
        return values.size() == 1 ? PlainKey.parse(KeyKind.DEVICE, values.get(0).strip()) : Optional.empty();
    }

    /** How the check ended: with a result, or with an exception. */
    private Object find(PlainKey key, Request request) {
        LoggedRequest logged = LoggedRequest.begin(request);
        try {
            return authentication.check(key);
        } catch (RuntimeException e) {
            return e;
        } finally {
            logged.end();
        }
    }

    private static void answer(Response response, Device device) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(NOT_CACHED);
        headers.put(NOT_GUESSED);
        headers.put("X-Device-Id", device.id().toString());
        headers.put("X-Tenant-Id", device.tenant().value());
        response.setStatus(204);
    }
}
