package io.deviceregistration.http;

import io.deviceregistration.core.page.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor what to ask the next page with; null on the last page
 */
record ListResponse<T>(List<T> items, @Nullable String nextCursor) {

    static <S, T> ListResponse<T> of(Page<S> page, Function<S, T> item, ListQuery query) {
        return new ListResponse<>(page.items().stream().map(item).toList(), query.cursor(page.next()));
    }
}
