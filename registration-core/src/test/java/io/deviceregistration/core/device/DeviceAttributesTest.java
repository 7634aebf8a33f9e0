package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.InvalidValueException.Problem;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DeviceAttributesTest {

    @Test
    void keeps_keys_and_values_exactly() {
        Map<String, String> values = Map.of(" a ", " b ", "empty", "", "🔑".repeat(64), "🙂".repeat(256));

        assertThat(DeviceAttributes.of(values).values()).isEqualTo(values);
        assertThat(DeviceAttributes.NONE.values()).isEmpty();
    }

    @Test
    void iterates_in_the_order_of_keys() {
        assertThat(DeviceAttributes.of(Map.of("b", "1", "a", "2", "B", "3")).values())
                .containsExactly(Map.entry("B", "3"), Map.entry("a", "2"), Map.entry("b", "1"));
    }

    @Test
    void iterates_in_the_order_of_keys_whatever_order_they_came_in() {
        SortedMap<String, String> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(Map.of("a", "1", "b", "2"));
        SortedMap<String, String> blindToCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        blindToCase.putAll(Map.of("a", "1", "b", "2"));

        assertThat(new DeviceAttributes(reversed).values().keySet()).containsExactly("a", "b");
        assertThat(new DeviceAttributes(blindToCase).values()).doesNotContainKey("A");
    }

    @Test
    void keeps_its_entries_whatever_becomes_of_the_map_they_came_in() {
        Map<String, String> values = new HashMap<>(Map.of("a", "1"));
        DeviceAttributes attributes = DeviceAttributes.of(values);
        values.clear();

        assertThat(attributes.values()).containsEntry("a", "1");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> attributes.values().put("b", "2"));
    }

    @Test
    void takes_32_entries_and_no_more() {
        assertThat(DeviceAttributes.of(entries(32)).values()).hasSize(32);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> DeviceAttributes.of(entries(33)))
                .withMessage("must have at most 32 entries, has 33");
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        Map<String, String> values = new HashMap<>(entries(28));
        values.put("", "x");
        values.put("control", "a\u0000");
        values.put("a\u202eb", "x");
        values.put("long", "x".repeat(257));
        values.put("k".repeat(65), "\ud83d");

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> DeviceAttributes.of(values))
                .satisfies(thrown -> assertThat(thrown.problems())
                        .containsExactlyInAnyOrder(
                                new Problem(List.of(), "must have at most 32 entries, has 33"),
                                new Problem(List.of(""), "has a bad key, which must not be empty"),
                                new Problem(List.of("control"), "must not contain control characters"),
                                new Problem(
                                        List.of("a\u202eb"),
                                        "has a bad key, which must not contain control characters"),
                                new Problem(List.of("long"), "must have at most 256 characters, has 257"),
                                new Problem(
                                        List.of("k".repeat(65)),
                                        "has a bad key, which must have at most 64 characters, has 65"),
                                new Problem(
                                        List.of("k".repeat(65)),
                                        "must be valid Unicode: it contains half of a surrogate pair")));
    }

    private static Map<String, String> entries(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key " + i, i -> "value"));
    }
}
