package io.deviceregistration.core.page;

import io.deviceregistration.core.value.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * Which piece of a list to read.
 *
 * @param limit the most items to return, 1 to {@value #MAX_LIMIT}
 * @param after the last row already seen, or null for the first page
 */
public record PageRequest(int limit, @Nullable Position after) {

    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValueException("must be between 1 and " + MAX_LIMIT);
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }
}
