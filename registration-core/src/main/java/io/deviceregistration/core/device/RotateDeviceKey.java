package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.KeyVerifier;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.ClientAddress;
import java.time.Duration;
import java.time.Instant;
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

    /** A look, and one more if the hash is no longer what it was: it may have been renewed, which is no other key. */
    private static final int LOOKS = 2;

    private final DeviceRepository devices;
    private final SecretHasher hasher;
    private final KeyVerifier verifier;
    private final KeyGenerator generator;
    private final Attributions attributions;

    public RotateDeviceKey(
            DeviceRepository devices, SecretHasher hasher, KeyGenerator generator, Attributions attributions) {
        this.devices = devices;
        this.hasher = hasher;
        this.verifier = new KeyVerifier(hasher);
        this.generator = generator;
        this.attributions = attributions;
    }

    /**
     * Makes the device's next key. The one that was presented works until the new one is first used, or for {@link
     * #OVERLAP}, whichever ends first; so a device whose answer was lost rotates again, and is never locked out. A new key
     * that was not used by then is dead, and so is the key before one that rotates itself.
     *
     * @throws IllegalArgumentException if the command's key isn't a device key
     */
    public Result execute(Command command) {
        PlainKey presented = command.deviceKey();
        if (presented.kind() != KeyKind.DEVICE) {
            throw new IllegalArgumentException("only a device key is rotated by its device");
        }
        DeviceId id = new DeviceId(presented.id());
        for (int look = 1; look <= LOOKS; look++) {
            Attribution by = attributions.to(Actor.device(id.value()), command.from());
            Instant now = by.at();
            Optional<HashedDevice> stored = devices.findHashed(id);
            Optional<StoredHash> hash = stored.flatMap(found -> verifier.firstMatch(presented, found.hashesAt(now)));
            if (stored.isEmpty() || hash.isEmpty()) {
                return new Result.InvalidDeviceKey();
            }
            if (stored.get().device().status() == DeviceStatus.DISABLED) {
                return new Result.DeviceDisabled();
            }
            PlainKey fresh = generator.generate(KeyKind.DEVICE, id.value());
            if (devices.rotateKey(id, hash.get(), hasher.hash(fresh), now.plus(OVERLAP), by)) {
                return new Result.Rotated(fresh);
            }
        }
        return new Result.InvalidDeviceKey();
    }
}
