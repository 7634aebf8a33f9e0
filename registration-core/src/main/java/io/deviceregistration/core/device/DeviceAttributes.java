package io.deviceregistration.core.device;

import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.InvalidValueException.Problem;
import io.deviceregistration.core.value.TextRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What else is known of a device: at most {@value #MAX_ENTRIES} entries, keys of 1 to 64 and values of up to 256
 * characters, no control characters, both kept exactly as given. Immutable; iterates in the order of the keys.
 *
 * <p>The constructor throws an {@link InvalidValueException}
 * if any entry breaks a rule; its problems name every such entry.
 */
public record DeviceAttributes(SortedMap<String, String> values) {

    public static final DeviceAttributes NONE = new DeviceAttributes(Collections.emptySortedMap());

    private static final int MAX_ENTRIES = 32;
    private static final TextRule KEY = TextRule.between(1, 64);
    private static final TextRule VALUE = TextRule.between(0, 256);

    public DeviceAttributes {
        SortedMap<String, String> copy = new TreeMap<>();
        copy.putAll(values);
        check(copy);
        values = Collections.unmodifiableSortedMap(copy);
    }

    public static DeviceAttributes of(Map<String, String> values) {
        return new DeviceAttributes(new TreeMap<>(values));
    }

    private static void check(Map<String, String> values) {
        List<Problem> problems = new ArrayList<>();
        if (values.size() > MAX_ENTRIES) {
            problems.add(new Problem(List.of(), "must have at most " + MAX_ENTRIES + " entries, has " + values.size()));
        }
        values.forEach((key, value) -> {
            KEY.problemWith(key)
                    .ifPresent(detail -> problems.add(new Problem(List.of(key), "has a bad key, which " + detail)));
            VALUE.problemWith(value).ifPresent(detail -> problems.add(new Problem(List.of(key), detail)));
        });
        if (!problems.isEmpty()) {
            throw new InvalidValueException(problems);
        }
    }
}
