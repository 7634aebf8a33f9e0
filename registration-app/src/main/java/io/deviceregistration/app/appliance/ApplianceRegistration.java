package io.deviceregistration.app.appliance;

import io.deviceregistration.core.key.PlainKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Has a device registered once, with a stored key that works, however often this runs and wherever it is cut short.
 *
 * <p>The order is what guarantees it. The idempotency key is on the disk before the first request, so every request of this
 * registration, after a crash as well, is a repetition of the first one. The device key is on the disk before it is used. As
 * long as it was never used, the server repeats; once it was, it is the one that is stored here.
 */
final class ApplianceRegistration {

    /** The device that the stored key belongs to, by the server's word. */
    record Registered(String deviceId, String tenantId) {}

    @FunctionalInterface
    private interface Request {
        Answer send() throws IOException;
    }

    private final ServerConnection server;
    private final Patience patience;
    private final Path file;
    private final DeviceKeyFile deviceKeyFile;
    private final ProvisioningKeySource provisioningKeys;
    private final String body;
    private final boolean replace;
    private final RandomGenerator random;

    /**
     * @param body what the device says of itself, as JSON
     * @param replace whether a stored key that the server refuses makes way for a new registration
     */
    ApplianceRegistration(
            ServerConnection server,
            Patience patience,
            Path file,
            ProvisioningKeySource provisioningKeys,
            String body,
            boolean replace,
            RandomGenerator random) {
        this.server = server;
        this.patience = patience;
        this.file = file;
        this.deviceKeyFile = new DeviceKeyFile(file);
        this.provisioningKeys = provisioningKeys;
        this.body = body;
        this.replace = replace;
        this.random = random;
    }

    /** @throws NotRegisteredException if it comes to nothing, this time */
    Registered run() {
        if (!AttemptFile.isBeside(file)) {
            // Nothing is under way, so nothing is written, either: what is registered may be on a disk that can't be.
            Registered before = stored(replace);
            if (before != null) {
                return before;
            }
        }
        try (AttemptFile attempt = AttemptFile.open(file, random)) {
            Registered registered = stored(replace || attempt.isResumed());
            if (registered == null) {
                registered = register(attempt);
            }
            attempt.end();
            return registered;
        }
    }

    /** Whose the stored key is; null if there is none, or one that may be replaced. */
    private @Nullable Registered stored(boolean replaceable) {
        Optional<PlainKey> key = deviceKeyFile.read();
        if (key.isEmpty()) {
            return null;
        }
        Registered registered = self(key.get());
        if (registered == null && !replaceable) {
            throw new NotRegisteredException(
                    ExitStatus.DEVICE_KEY_REFUSED,
                    "the server refuses the device key in " + file + ": it was replaced, or its device is deleted;"
                            + " to register anew, have the administrator open the device's reregistration if it is"
                            + " there, and run this with --replace");
        }
        return registered;
    }

    private Registered register(AttemptFile attempt) {
        PlainKey provisioningKey = provisioningKeys.read();
        boolean inPlace = deviceKeyFile.read().isPresent();
        String idempotencyKey = attempt.key();
        while (true) {
            PlainKey deviceKey = deviceKey(provisioningKey, idempotencyKey);
            deviceKeyFile.write(deviceKey, inPlace);
            Registered registered = self(deviceKey);
            if (registered != null) {
                return registered;
            }
            // A request that was given up reached the server after all, later than the one that was answered.
            patience.rest("another request of this registration was late, and got the device another key", null);
            inPlace = true;
        }
    }

    private PlainKey deviceKey(PlainKey provisioningKey, String idempotencyKey) {
        Answer answer = answer(
                () -> server.register(provisioningKey, idempotencyKey, body, patience.left()),
                registered -> registered.deviceKey().isPresent());
        return answer.deviceKey().orElseThrow(() -> Refusal.ofRegistration(answer));
    }

    /** Whose a device key is; null if the server doesn't know it. */
    private @Nullable Registered self(PlainKey deviceKey) {
        Answer answer = answer(() -> server.self(deviceKey, patience.left()), self -> registered(self) != null);
        Registered registered = registered(answer);
        if (registered == null && !answer.code().equals("invalid-device-key")) {
            throw Refusal.ofDeviceKey(answer);
        }
        return registered;
    }

    private static @Nullable Registered registered(Answer self) {
        String device = self.text("device_id");
        String tenant = self.text("tenant_id");
        return self.isSuccess() && device != null && tenant != null ? new Registered(device, tenant) : null;
    }

    /** The answer once it is a whole one, or a refusal that no repetition would change. */
    private Answer answer(Request request, Predicate<Answer> whole) {
        while (true) {
            try {
                Answer answer = request.send();
                if (!answer.isPassing() || answer.isSuccess() && whole.test(answer)) {
                    return answer;
                }
                patience.rest(Refusal.passing(answer), answer.retryAfter());
            } catch (IOException e) {
                patience.rest(Refusal.reason(e), null);
            }
        }
    }
}
