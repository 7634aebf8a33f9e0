package io.deviceregistration.http;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Times in requests, in RFC 3339 and of any offset. */
final class Times {

    /** What ISO 8601 allows beyond this (no seconds, seconds of an offset) is refused. */
    private static final Pattern RFC_3339 =
            Pattern.compile("[^Tt]+[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)");

    private Times() {}

    /** @throws InvalidValueException if the text is no such time */
    static Instant parse(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            throw badTime();
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw badTime();
        }
    }

    private static InvalidValueException badTime() {
        return new InvalidValueException("must be a time in RFC 3339, such as 2030-12-31T23:59:59Z");
    }
}
