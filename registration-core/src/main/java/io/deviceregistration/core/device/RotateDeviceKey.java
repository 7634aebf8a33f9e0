package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.ClientAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a device a new key in exchange for its old one. */
@UseCase
public final class RotateDeviceKey {

    /**
     * What the device presents.
     *
     * @param from where it calls from, for the audit; null if that isn't known
     */
    public record Command(PlainKey deviceKey, @Nullable ClientAddress from) {

        /** A request from who knows where. */
        public Command(PlainKey deviceKey) {
            this(deviceKey, null);
        }
    }

    /** How it ended. */
    public sealed interface Result {

        /**
         * The device has a new key.
         *
         * @param deviceKey the new key, which is nowhere stored and can't be had again
         */
        record Rotated(PlainKey deviceKey) implements Result {}

        /** No such key: unknown, or not the secret that belongs to its id, or not any more. */
        record InvalidDeviceKey() implements Result {}

        /** The key is genuine, but its device is disabled. */
        record DeviceDisabled() implements Result {}
    }

    /** How long the old key works at the most. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final DeviceRepository devices;
    private final SecretHasher hasher;
    private final KeyGenerator generator;
    private final Attributions attributions;
    private final DeviceKeyCheck keys;

    public RotateDeviceKey(
            DeviceRepository devices,
            SecretHasher hasher,
            KeyGenerator generator,
            Attributions attributions,
            DeviceKeyCheck keys) {
        this.devices = devices;
        this.hasher = hasher;
        this.generator = generator;
        this.attributions = attributions;
        this.keys = keys;
    }

    /**
     * Makes the device's next key. The one that was presented works until the new one is first used, or for {@link
     * #OVERLAP}, whichever ends first; so a device whose answer was lost rotates again, and is never locked out. A new key
     * that was not used by then is dead, and so is the key before one that rotates itself.
     *
     * @throws IllegalArgumentException if the command's key isn't a device key
     */
    public Result execute(Command command) {
        return keys.<Result>check(
                command.deviceKey(),
                new Result.InvalidDeviceKey(),
                new Result.DeviceDisabled(),
                (stored, match) -> rotate(stored.device().id(), match.hash(), command.from()));
    }

    private Optional<Result> rotate(DeviceId id, StoredHash presented, @Nullable ClientAddress from) {
        Attribution by = attributions.to(Actor.device(id.value()), from);
        PlainKey fresh = generator.generate(KeyKind.DEVICE, id.value());
        return devices.rotateKey(id, presented, hasher.hash(fresh), by.at().plus(OVERLAP), by)
                ? Optional.of(new Result.Rotated(fresh))
                : Optional.empty();
    }
}
