package io.deviceregistration.core.device;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when on devices registered: at this time or later. To the millisecond, as devices' times are; a time between two
 * milliseconds is the later one, for no device that registered before it is meant.
 */
public record RegisteredSince(Instant at) {

    /** The times that every database knows. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** @throws InvalidValueException if the time is before the year 1 or after the year 9999, in UTC */
    public RegisteredSince {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new InvalidValueException("must be in the years 1 to 9999");
        }
        at = at.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether a device that registered at that time is meant. */
    public boolean includes(Instant registeredAt) {
        return !registeredAt.isBefore(at);
    }
}
