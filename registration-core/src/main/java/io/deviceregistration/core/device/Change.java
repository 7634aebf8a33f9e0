package io.deviceregistration.core.device;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of an optional part of something: it is kept as it is, or becomes this value.
 *
 * @param value what it becomes, unless it is kept; null clears it
 */
public record Change<T>(boolean kept, @Nullable T value) {

    /** @throws IllegalArgumentException if there is a value though the part is kept */
    public Change {
        if (kept && value != null) {
            throw new IllegalArgumentException("what is kept becomes no other value");
        }
    }

    public static <T> Change<T> none() {
        return new Change<>(true, null);
    }

    public static <T> Change<T> to(@Nullable T value) {
        return new Change<>(false, value);
    }

    /** What the part is after the change. */
    public @Nullable T after(@Nullable T before) {
        return kept ? before : value;
    }
}
