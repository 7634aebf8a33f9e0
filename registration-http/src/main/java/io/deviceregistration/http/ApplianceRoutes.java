package io.deviceregistration.http;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.IdempotencyKey;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.device.RegisterDevice;
import io.deviceregistration.core.device.RotateDeviceKey;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What appliances do: register, and be recognised by their device key. */
final class ApplianceRoutes {

    static final String VERIFY = "/api/v1/devices/verify";

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Set<ProblemCode> REFUSALS = EnumSet.of(
            ProblemCode.INVALID_PROVISIONING_KEY,
            ProblemCode.PROVISIONING_KEY_REVOKED,
            ProblemCode.PROVISIONING_KEY_EXPIRED,
            ProblemCode.PROVISIONING_KEY_EXHAUSTED,
            ProblemCode.DEVICE_NAME_TAKEN,
            ProblemCode.INVALID_REQUEST);

    private final DeviceRegistration registration;
    private final ClientAddresses addresses;
    private final Outcomes registrations;
    private final DeviceAuthentication authentication;
    private final Clock clock;

    ApplianceRoutes(DeviceRegistration registration, ClientAddresses addresses, MeterRegistry meters, Clock clock) {
        this.registration = registration;
        this.addresses = addresses;
        this.registrations = new Outcomes(
                meters, "device.registrations", "Registrations, by how they ended.", "registered", REFUSALS);
        this.authentication = new DeviceAuthentication(registration.authenticateDevice(), meters);
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.post("/api/v1/devices/register", this::register);
        routes.get("/api/v1/devices/self", this::self);
        routes.post("/api/v1/devices/self/device-key", this::rotateKey);
        routes.anyMethod(VERIFY, ctx -> verify(ctx, 204));
        // Envoy asks at a path that ends in the guarded request's own, and takes no status but 200 for a yes.
        routes.anyMethodBelow(VERIFY, ctx -> verify(ctx, 200));
    }

    private void register(Context ctx) {
        Answers.json(ctx, 201, RegisteredDeviceResponse.of(registrations.counted(() -> registered(ctx))));
    }

    private RegisterDevice.Result.Registered registered(Context ctx) {
        PlainKey provisioningKey = Credentials.provisioningKey(ctx);
        Members members = RequestBody.read(ctx);
        Members.Required<DeviceName> name = members.requiredText("name", DeviceName::new);
        @Nullable Location location = members.optionalText("location", Location::new);
        @Nullable DeviceType type = members.optionalText("type", DeviceType::new);
        Members.Required<DeviceAttributes> attributes = members.strings("attributes", DeviceAttributes::of);
        @Nullable IdempotencyKey idempotencyKey = members.optionalHeader(
                IDEMPOTENCY_KEY, Collections.list(ctx.req().getHeaders(IDEMPOTENCY_KEY)), IdempotencyKey::new);
        members.check();
        RegisterDevice.Result result = registration
                .registerDevice()
                .execute(new RegisterDevice.Command(
                        provisioningKey,
                        name.get(),
                        location,
                        type,
                        attributes.get(),
                        idempotencyKey,
                        addresses.textOf(ctx.req()).orElse(null)));
        if (result instanceof RegisterDevice.Result.Registered registered) {
            return registered;
        }
        throw refusal(result).asException();
    }

    private static Problem refusal(RegisterDevice.Result result) {
        if (result instanceof RegisterDevice.Result.ProvisioningKeyRefused refused) {
            return refusal(refused.status());
        }
        if (result instanceof RegisterDevice.Result.DeviceNameTaken) {
            return new Problem(
                    ProblemCode.DEVICE_NAME_TAKEN,
                    "A device of this name is registered already. Names are compared without regard to case.");
        }
        if (result instanceof RegisterDevice.Result.AlreadyRegistered) {
            return new Problem(
                    ProblemCode.ALREADY_REGISTERED,
                    "This registration was answered, and its device key was used. Go on with that key.");
        }
        if (result instanceof RegisterDevice.Result.IdempotencyKeyReused) {
            return new Problem(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "Repeat a request as it was, or send a new " + IDEMPOTENCY_KEY + " with another one.");
        }
        return Credentials.invalidProvisioningKey();
    }

    private static Problem refusal(ProvisioningKeyStatus status) {
        return switch (status) {
            case REVOKED ->
                new Problem(ProblemCode.PROVISIONING_KEY_REVOKED, "Ask your administrator for a new provisioning key.");
            case EXPIRED ->
                new Problem(ProblemCode.PROVISIONING_KEY_EXPIRED, "Ask your administrator for a new provisioning key.");
            case EXHAUSTED ->
                new Problem(
                        ProblemCode.PROVISIONING_KEY_EXHAUSTED,
                        "The key has registered as many devices as it may. Ask your administrator for a new one.");
            case ACTIVE -> throw new IllegalStateException("an active provisioning key was refused");
        };
    }

    private void self(Context ctx) {
        Device device = authentication.of(ctx);
        Answers.json(ctx, 200, DeviceResponse.of(device, clock.instant()));
    }

    private void rotateKey(Context ctx) {
        Answers.json(ctx, 201, DeviceKeyResponse.of(authentication.counted(() -> rotated(ctx))));
    }

    private PlainKey rotated(Context ctx) {
        RotateDeviceKey.Result result = registration
                .rotateDeviceKey()
                .execute(new RotateDeviceKey.Command(
                        Credentials.deviceKey(ctx), addresses.textOf(ctx.req()).orElse(null)));
        if (result instanceof RotateDeviceKey.Result.Rotated rotated) {
            return rotated.deviceKey();
        }
        if (result instanceof RotateDeviceKey.Result.DeviceDisabled) {
            throw DeviceAuthentication.disabled().asException();
        }
        throw Credentials.invalidDeviceKey().asException();
    }

    private void verify(Context ctx, int verified) {
        // A proxy that asks takes every refusal but 401 and 403 for a fault of this service.
        FailedCredentials.exempt(ctx);
        Device device = authentication.of(ctx);
        ctx.header("X-Device-Id", device.id().toString());
        ctx.header("X-Tenant-Id", device.tenant().value());
        Answers.done(ctx, verified);
    }
}
