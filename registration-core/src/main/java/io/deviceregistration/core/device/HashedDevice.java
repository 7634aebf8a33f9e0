package io.deviceregistration.core.device;

import io.deviceregistration.core.key.StoredHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device with what is stored of its device key: what stores keep, and nobody else sees.
 *
 * @param previousKey the key that was rotated, or null if there is none, or the current one has been used since
 * @param replayUntil until when its registration may be repeated, or null if it may not, or the key has been used since
 */
public record HashedDevice(
        Device device,
        StoredHash keyHash,
        @Nullable PreviousKey previousKey,
        @Nullable Instant replayUntil) {

    /** A device with one key. */
    public HashedDevice(Device device, StoredHash keyHash) {
        this(device, keyHash, null, null);
    }

    /** Whether the use of the current key changes nothing: it is no first use, or nothing waits for one. */
    public boolean isConfirmed() {
        return previousKey == null && replayUntil == null;
    }

    /** Whether the registration may be repeated at this time. */
    public boolean isReplayableAt(Instant now) {
        return replayUntil != null && now.isBefore(replayUntil);
    }

    /** The same, seen at this time, unless it was seen later. */
    public HashedDevice seenAt(Instant at) {
        return new HashedDevice(device.seenAt(at), keyHash, previousKey, replayUntil);
    }

    /** The hashes of all keys that work at this time, the current one's first. */
    public List<StoredHash> hashesAt(Instant now) {
        List<StoredHash> hashes = new ArrayList<>();
        hashes.add(keyHash);
        if (previousKey != null && previousKey.worksAt(now)) {
            hashes.add(previousKey.hash());
        }
        return hashes;
    }
}
