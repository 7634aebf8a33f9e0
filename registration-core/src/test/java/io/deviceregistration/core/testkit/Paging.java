package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads lists page by page, and minds that every page is as long as it should be. */
final class Paging {

    private static final int MORE_PAGES_THAN_ANY_TEST_FILLS = 500;

    private Paging() {}

    /** All items, read in pages of this limit. */
    static <T> List<T> readAll(int limit, Function<PageRequest, Page<T>> list) {
        return readAll(limit, list, () -> {});
    }

    /** All items, read in pages of this limit, with something happening after each page. */
    static <T> List<T> readAll(int limit, Function<PageRequest, Page<T>> list, Runnable betweenPages) {
        List<T> items = new ArrayList<>();
        PageRequest request = PageRequest.first(limit);
        for (int count = 1; count <= MORE_PAGES_THAN_ANY_TEST_FILLS; count++) {
            Page<T> page = list.apply(request);
            items.addAll(page.items());
            Position next = page.next();
            if (next == null) {
                assertThat(page.items()).as("the last page").hasSizeLessThanOrEqualTo(limit);
                return items;
            }
            assertThat(page.items()).as("a page that is not the last").hasSize(limit);
            request = new PageRequest(limit, next);
            betweenPages.run();
        }
        throw new AssertionError("the pages never end");
    }
}
