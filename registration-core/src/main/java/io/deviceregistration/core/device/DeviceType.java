package io.deviceregistration.core.device;

import io.deviceregistration.core.value.TextRule;

/**
 * What sort of device it is, in its owner's words: 1 to 64 characters after stripping, one of them visible, no control
 * characters.
 *
 * <p>The constructor throws an {@link io.deviceregistration.core.value.InvalidValueException InvalidValueException}
 * if the text breaks this rule.
 */
public record DeviceType(String value) {

    private static final TextRule RULE = TextRule.between(1, 64);

    public DeviceType {
        value = RULE.stripped(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
