package io.deviceregistration.http;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.Device;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;

/**
 * Lets only devices through to routes of a backend's own: whoever calls must show the key of an active device in the header
 * {@code X-Device-Key}.
 *
 * <pre>{@code
 * config.routes.before("/v1/*", new DeviceKeyGuard(registration, Clock.systemUTC()));
 * config.routes.post("/v1/ingest", ctx -> ingest(DeviceKeyGuard.device(ctx), ctx.bodyInputStream()));
 * }</pre>
 *
 * <p>The handler that comes after learns from {@link #device} who is calling. It must not go by what the request itself says
 * of that: headers such as {@code X-Device-Id} are the client's own words here. A guard reads no body.
 *
 * <p>Everybody else is answered by a problem document, as the API's own routes do it, whatever else the server has in it:
 * 401 {@code missing-credentials} or {@code invalid-device-key}, 403 {@code device-disabled}, 429 {@code too-many-requests}
 * after too many failures, 503 {@code overloaded} or {@code storage-unavailable}, and 500 {@code internal-error}; none of the
 * handlers that would come next is run, those for after the request neither. Immutable, and safe for use by any number of
 * threads.
 */
public final class DeviceKeyGuard implements Handler {

    private static final String DEVICE = DeviceKeyGuard.class.getName() + ".device";

    private final DeviceAuthentication authentication;
    private final ProblemAnswers answers;

    /** A guard with {@link HttpSettings#defaults}. */
    public DeviceKeyGuard(DeviceRegistration registration, Clock clock) {
        this(registration, clock, HttpSettings.defaults());
    }

    /**
     * @param settings how many failures a client may have, whose word on its address is taken, and where it is counted; no
     *     more goes by them
     */
    public DeviceKeyGuard(DeviceRegistration registration, Clock clock, HttpSettings settings) {
        this.authentication = new DeviceAuthentication(registration.authenticateDevice(), settings.meters());
        this.answers = new ProblemAnswers(clock, new FailedCredentials(settings, new ClientAddresses(settings), clock));
    }

    /**
     * The device that is calling.
     *
     * @throws IllegalStateException if no guard has let this request through
     */
    public static Device device(Context ctx) {
        Device device = ctx.attribute(DEVICE);
        if (device == null) {
            throw new IllegalStateException(
                    "no device is known: add a DeviceKeyGuard before the handler of " + ctx.path());
        }
        return device;
    }

    @Override
    public void handle(Context ctx) {
        try {
            ctx.attribute(DEVICE, authentication.of(ctx));
        } catch (RuntimeException e) {
            answers.answer(ctx, e);
            ctx.skipRemainingHandlers();
        }
    }
}
