package io.deviceregistration.core.device;

import io.deviceregistration.core.key.KeyVerifier;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.stereotype.UseCase;
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

    private final DeviceRepository devices;
    private final DeviceKeyCheck keys;

    public AuthenticateDevice(DeviceRepository devices, DeviceKeyCheck keys) {
        this.devices = devices;
        this.keys = keys;
    }

    /**
     * Checks the key against the store as it is now: a device that was disabled before this call is refused. Where the
     * repository recalls devices, that holds for what was changed through it; what other instances changed is noticed when
     * it no longer recalls. Only acceptance comes of what is recalled. Where a key was rotated, the first use of the new one
     * ends the old one, durably before this returns.
     *
     * @throws IllegalArgumentException if the command's key isn't a device key
     */
    public Result execute(Command command) {
        PlainKey presented = command.deviceKey();
        return keys.<Result>checkRecalled(
                presented,
                new Result.InvalidDeviceKey(),
                new Result.DeviceDisabled(),
                (stored, match) -> accept(presented, stored, match));
    }

    /** An outdated hash is renewed, but not while its first use is to be noted. */
    private Optional<Result> accept(PlainKey presented, HashedDevice stored, KeyVerifier.Match match) {
        if (stored.isConfirmed()) {
            keys.renewIfOutdated(presented, stored, match);
        } else if (!confirm(stored, match.hash())) {
            return Optional.empty();
        }
        return Optional.of(new Result.Authenticated(stored.device()));
    }

    /** Notes the first use of the current key; the use of the one before it changes nothing. */
    private boolean confirm(HashedDevice stored, StoredHash hash) {
        return !hash.equals(stored.keyHash())
                || devices.confirmKey(stored.device().id(), hash);
    }
}
