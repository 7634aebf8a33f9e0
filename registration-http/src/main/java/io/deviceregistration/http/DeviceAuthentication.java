package io.deviceregistration.http;

import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.key.PlainKey;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Tells by a request's device key which device is calling, and counts how that ends. */
final class DeviceAuthentication {

    private static final Set<ProblemCode> REFUSALS =
            EnumSet.of(ProblemCode.MISSING_CREDENTIALS, ProblemCode.INVALID_DEVICE_KEY, ProblemCode.DEVICE_DISABLED);

    private final AuthenticateDevice authenticateDevice;
    private final Outcomes authentications;

    DeviceAuthentication(AuthenticateDevice authenticateDevice, MeterRegistry meters) {
        this.authenticateDevice = authenticateDevice;
        this.authentications = new Outcomes(
                meters, "device.authentications", "Checks of device keys, by how they ended.", "accepted", REFUSALS);
    }

    /** @throws ProblemException if the request has no device's key */
    Device of(Context ctx) {
        return counted(() -> authenticated(ctx));
    }

    /** Counts what checks a device's key by itself. */
    <T> T counted(Supplier<T> check) {
        return authentications.counted(check);
    }

    private Device authenticated(Context ctx) {
        AuthenticateDevice.Result result = VerifyHandler.found(ctx).orElseGet(() -> check(Credentials.deviceKey(ctx)));
        if (result instanceof AuthenticateDevice.Result.Authenticated authenticated) {
            return authenticated.device();
        }
        if (result instanceof AuthenticateDevice.Result.DeviceDisabled) {
            throw disabled().asException();
        }
        throw Credentials.invalidDeviceKey().asException();
    }

    /** What comes of a key; not counted. */
    AuthenticateDevice.Result check(PlainKey key) {
        return authenticateDevice.execute(new AuthenticateDevice.Command(key));
    }

    /** Counts a key that was accepted. */
    void accepted() {
        authentications.done();
    }

    static Problem disabled() {
        return new Problem(ProblemCode.DEVICE_DISABLED, "An administrator disabled this device.");
    }
}
