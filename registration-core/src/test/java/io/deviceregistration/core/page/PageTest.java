package io.deviceregistration.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageTest {

    @Test
    void goes_on_after_its_last_item_if_there_was_one_row_more() {
        assertThat(Page.of(List.of(3, 2, 1), PageRequest.first(2), PageTest::position))
                .isEqualTo(new Page<>(List.of(3, 2), position(2)));
    }

    @Test
    void is_the_last_if_there_was_no_row_more() {
        assertThat(Page.of(List.of(3, 2), PageRequest.first(2), PageTest::position))
                .isEqualTo(new Page<>(List.of(3, 2), null));
        assertThat(Page.of(List.of(), PageRequest.first(2), PageTest::position)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void keeps_its_items_whatever_becomes_of_the_list_they_came_in() {
        List<Integer> rows = new ArrayList<>(List.of(2, 1));
        Page<Integer> page = new Page<>(rows, null);
        rows.clear();

        assertThat(page.items()).containsExactly(2, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PageRequest.DEFAULT_LIMIT, 200})
    void a_request_takes_a_limit_of_1_to_200(int limit) {
        assertThat(PageRequest.first(limit)).isEqualTo(new PageRequest(limit, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void a_request_refuses_any_other_limit(int limit) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PageRequest.first(limit))
                .withMessage("must be between 1 and 200");
    }

    private static Position position(int row) {
        return new Position(Instant.ofEpochSecond(row), new UUID(0, row));
    }
}
