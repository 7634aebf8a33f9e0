package io.deviceregistration.core.device;

import io.deviceregistration.core.key.StoredHash;
import java.time.Instant;

/** A device's key before its rotation, which works beside the new one until that is first used, or until this time. */
public record PreviousKey(StoredHash hash, Instant until) {

    /** Whether its time is not up. */
    public boolean worksAt(Instant now) {
        return now.isBefore(until);
    }
}
