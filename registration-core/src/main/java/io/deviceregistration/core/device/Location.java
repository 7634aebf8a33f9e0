package io.deviceregistration.core.device;

import io.deviceregistration.core.value.TextRule;

/**
 * Where a device stands, in its owner's words: 1 to 256 characters after stripping, one of them visible, no control
 * characters.
 *
 * <p>The constructor throws an {@link io.deviceregistration.core.value.InvalidValueException InvalidValueException}
 * if the text breaks this rule.
 */
public record Location(String value) {

    private static final TextRule RULE = TextRule.between(1, 256);

    public Location {
        value = RULE.stripped(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
