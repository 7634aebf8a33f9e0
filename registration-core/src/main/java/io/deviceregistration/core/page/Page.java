package io.deviceregistration.core.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a list, newest first. Reading on from {@link #next} while rows are added neither repeats nor skips a row
 * that was there when reading began.
 *
 * @param next where to read on, or null when this is the last page
 */
public record Page<T>(List<T> items, @Nullable Position next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page for a request out of rows that were read one beyond its limit.
     *
     * @param rows the rows in order, at most {@code limit + 1} of them
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, Position> position) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, request.limit());
        return new Page<>(items, position.apply(items.get(items.size() - 1)));
    }
}
