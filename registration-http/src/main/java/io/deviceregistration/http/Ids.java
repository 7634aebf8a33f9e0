package io.deviceregistration.http;

import io.deviceregistration.core.value.InvalidValueException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as clients write them: UUIDs in their canonical form of 36 characters. */
final class Ids {

    private static final Pattern CANONICAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Ids() {}

    /** @throws InvalidValueException if the text is no UUID in canonical form */
    static UUID parse(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new InvalidValueException("must be a UUID");
        }
        return UUID.fromString(text);
    }
}
