package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** From when on a provisioning key no longer registers, to the millisecond: any time up to the end of the year 9999. */
public record Expiry(Instant at) {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    static final String NOT_IN_THE_FUTURE = "must be in the future";

    /** @throws InvalidValueException if the time is after the year 9999 */
    public Expiry {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        if (at.isAfter(LATEST)) {
            throw new InvalidValueException("must be in the year 9999 or before");
        }
    }

    /**
     * An expiry for a new key.
     *
     * @throws InvalidValueException if the time isn't after {@code now}, or is after the year 9999
     */
    public static Expiry after(Instant now, Instant at) {
        Expiry expiry = new Expiry(at);
        if (expiry.hasCome(now)) {
            throw new InvalidValueException(NOT_IN_THE_FUTURE);
        }
        return expiry;
    }

    /** Whether a key of this expiry is expired at that time. */
    boolean hasCome(Instant now) {
        return !now.isBefore(at);
    }
}
