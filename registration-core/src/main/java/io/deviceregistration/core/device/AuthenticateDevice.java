package io.deviceregistration.core.device;

import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.KeyVerifier;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.stereotype.UseCase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells which device a device key belongs to. */
@UseCase
public final class AuthenticateDevice {

    /** What the caller presents. */
    public record Command(PlainKey deviceKey) {}

    /** Who it is. */
    public sealed interface Result {

        /** The key is this device's. */
        record Authenticated(Device device) implements Result {}

        /** No such key: unknown, or not the secret that belongs to its id. */
        record InvalidDeviceKey() implements Result {}

        /** The key is genuine, but its device is disabled. */
        record DeviceDisabled() implements Result {}
    }

    /** How long a device may be busy before its last-seen time is written again. */
    private static final Duration SEEN_INTERVAL = Duration.ofMinutes(1);

    /** A look, and one more if the hash is no longer what it was: it may have been renewed, which is no other key. */
    private static final int LOOKS = 2;

    private final DeviceRepository devices;
    private final KeyVerifier verifier;
    private final Clock clock;

    public AuthenticateDevice(DeviceRepository devices, SecretHasher hasher, Clock clock) {
        this.devices = devices;
        this.verifier = new KeyVerifier(hasher);
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
    }

    /**
     * Checks the key against the store as it is now: a device that was disabled before this call is refused. Where a key was
     * rotated, the first use of the new one ends the old one, durably before this returns.
     *
     * @throws IllegalArgumentException if the command's key isn't a device key
     */
    public Result execute(Command command) {
        PlainKey presented = command.deviceKey();
        if (presented.kind() != KeyKind.DEVICE) {
            throw new IllegalArgumentException("only a device key authenticates a device");
        }
        DeviceId id = new DeviceId(presented.id());
        for (int look = 1; look <= LOOKS; look++) {
            Optional<HashedDevice> stored = devices.findHashed(id);
            Optional<StoredHash> hash = stored.flatMap(found -> match(presented, found));
            if (stored.isEmpty() || hash.isEmpty()) {
                return new Result.InvalidDeviceKey();
            }
            Device device = stored.get().device();
            if (device.status() == DeviceStatus.DISABLED) {
                return new Result.DeviceDisabled();
            }
            if (stored.get().isConfirmed() || confirm(stored.get(), hash.get())) {
                recordSeen(device);
                return new Result.Authenticated(device);
            }
        }
        return new Result.InvalidDeviceKey();
    }

    /** Which of the device's hashes is the key's. An outdated one is renewed, but not while its first use is to be noted. */
    private Optional<StoredHash> match(PlainKey presented, HashedDevice stored) {
        if (!stored.isConfirmed()) {
            return verifier.firstMatch(presented, stored.hashesAt(clock.instant()));
        }
        StoredHash current = stored.keyHash();
        DeviceId id = stored.device().id();
        return verifier.verify(presented, current, replacement -> devices.replaceKeyHash(id, current, replacement))
                ? Optional.of(current)
                : Optional.empty();
    }

    /** Notes the first use of the current key; the use of the one before it changes nothing. */
    private boolean confirm(HashedDevice stored, StoredHash hash) {
        return !hash.equals(stored.keyHash())
                || devices.confirmKey(stored.device().id(), hash);
    }

    private void recordSeen(Device device) {
        Instant now = clock.instant();
        Instant last = device.lastSeenAt();
        if (last != null && now.isBefore(last.plus(SEEN_INTERVAL))) {
            return;
        }
        try {
            devices.recordSeen(device.id(), now);
        } catch (StorageException theNextCallNotesIt) {
            // A device is not turned away because the note of its visit could not be written.
        }
    }
}
