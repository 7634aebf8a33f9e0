package io.deviceregistration.core.device;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.KeyVerifier;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a device by its key, and notes that it was seen: the beginning of every call that a device makes. The use cases
 * of one store share it, so that one task at a time writes what they note. Thread-safe.
 */
public final class DeviceKeyCheck {

    /** What is done with a device whose key is genuine. */
    interface Use<R> {

        /** How it ended, or nothing if the hash is none of the device's any more. */
        Optional<R> of(HashedDevice stored, KeyVerifier.Match match);
    }

    /** A look, and one more if the hash is no longer what it was: it may have been renewed, which is no other key. */
    private static final int LOOKS = 2;

    private final DeviceRepository devices;
    private final KeyVerifier verifier;
    private final SeenDevices seen;
    private final Clock clock;

    /**
     * @param background runs what writes when devices were seen, one such task at a time, in a thread that no caller waits
     *     for; it may refuse a task, but whatever it accepts must be run
     */
    public DeviceKeyCheck(DeviceRepository devices, SecretHasher hasher, Executor background, Clock clock) {
        this.devices = devices;
        this.verifier = new KeyVerifier(hasher);
        this.clock = Clock.tick(clock, Duration.ofMillis(1));
        this.seen = new SeenDevices(devices, background, clock);
    }

    /**
     * Checks the key against what the repository recalls of its device, which is enough to accept it; whatever else comes of
     * that is judged by {@link #check}.
     */
    <R> R checkRecalled(PlainKey presented, R invalid, R disabled, Use<? extends R> use) {
        requireDeviceKey(presented);
        Optional<HashedDevice> remembered = devices.recall(new DeviceId(presented.id()))
                .filter(HashedDevice::isConfirmed)
                .filter(stored -> stored.device().status() == DeviceStatus.ACTIVE);
        if (remembered.isEmpty()) {
            return check(presented, invalid, disabled, use);
        }
        HashedDevice stored = remembered.get();
        Optional<KeyVerifier.Match> match = verifier.firstMatch(presented, List.of(stored.keyHash()));
        if (match.isPresent() && !match.get().outdated()) {
            Optional<? extends R> result = use.of(stored, match.get());
            if (result.isPresent()) {
                seen.note(stored.device(), clock.instant());
                return result.get();
            }
        }
        return check(presented, match.isPresent() ? null : stored.keyHash(), invalid, disabled, use);
    }

    private static void requireDeviceKey(PlainKey presented) {
        if (presented.kind() != KeyKind.DEVICE) {
            throw new IllegalArgumentException("a device is recognised by a device key alone");
        }
    }

    /**
     * Checks the key against the store as it is now.
     *
     * @param invalid the result if there is no such key
     * @param disabled the result if the key is genuine, but its device disabled
     * @throws IllegalArgumentException if the key isn't a device key
     */
    <R> R check(PlainKey presented, R invalid, R disabled, Use<? extends R> use) {
        requireDeviceKey(presented);
        return check(presented, null, invalid, disabled, use);
    }

    /** @param ruledOut a hash that is known not to be the key's: it needn't be computed again */
    private <R> R check(
            PlainKey presented, @Nullable StoredHash ruledOut, R invalid, R disabled, Use<? extends R> use) {
        DeviceId id = new DeviceId(presented.id());
        for (int look = 1; look <= LOOKS; look++) {
            Instant now = clock.instant();
            Optional<HashedDevice> stored = devices.findHashed(id);
            Optional<KeyVerifier.Match> match =
                    stored.flatMap(found -> verifier.firstMatch(presented, hashes(found, now, ruledOut)));
            if (stored.isEmpty() || match.isEmpty()) {
                return invalid;
            }
            Device device = stored.get().device();
            if (device.status() == DeviceStatus.DISABLED) {
                return disabled;
            }
            Optional<? extends R> result = use.of(stored.get(), match.get());
            if (result.isPresent()) {
                seen.note(device, now);
                return result.get();
            }
        }
        return invalid;
    }

    private static List<StoredHash> hashes(HashedDevice stored, Instant now, @Nullable StoredHash ruledOut) {
        List<StoredHash> hashes = stored.hashesAt(now);
        return ruledOut == null
                ? hashes
                : hashes.stream().filter(hash -> !hash.equals(ruledOut)).toList();
    }

    /** Has an outdated hash of the device's only key made anew; where that fails, it stays as it is. */
    void renewIfOutdated(PlainKey presented, HashedDevice stored, KeyVerifier.Match match) {
        DeviceId id = stored.device().id();
        verifier.renewIfOutdated(
                presented, match, replacement -> devices.replaceKeyHash(id, match.hash(), replacement));
    }
}
