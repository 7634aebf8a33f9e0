package io.deviceregistration.core.device;

import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.KeyVerifier;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
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

    private final DeviceRepository devices;
    private final KeyVerifier verifier;
    private final Clock clock;

    public AuthenticateDevice(DeviceRepository devices, SecretHasher hasher, Clock clock) {
        this.devices = devices;
        this.verifier = new KeyVerifier(hasher);
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
    }

    /**
     * Checks the key against the store as it is now: a device that was disabled before this call is refused.
     *
     * @throws IllegalArgumentException if the command's key isn't a device key
     */
    public Result execute(Command command) {
        PlainKey presented = command.deviceKey();
        if (presented.kind() != KeyKind.DEVICE) {
            throw new IllegalArgumentException("only a device key authenticates a device");
        }
        DeviceId id = new DeviceId(presented.id());
        Optional<Device> genuine = devices.findHashed(id)
                .filter(stored -> verifier.verify(
                        presented,
                        stored.keyHash(),
                        replacement -> devices.replaceKeyHash(id, stored.keyHash(), replacement)))
                .map(HashedDevice::device);
        if (genuine.isEmpty()) {
            return new Result.InvalidDeviceKey();
        }
        if (genuine.get().status() == DeviceStatus.DISABLED) {
            return new Result.DeviceDisabled();
        }
        recordSeen(genuine.get());
        return new Result.Authenticated(genuine.get());
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
