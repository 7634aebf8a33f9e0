package io.deviceregistration.core.device;

import io.deviceregistration.core.value.TextRule;

/**
 * What a device's name begins with, without regard to case: 1 to 128 characters.
 *
 * <p>The constructor throws an {@link io.deviceregistration.core.value.InvalidValueException InvalidValueException}
 * if the text breaks this rule.
 */
public record DeviceNamePrefix(String value) {

    private static final TextRule RULE = TextRule.between(1, 128);

    public DeviceNamePrefix {
        value = RULE.exact(value);
    }

    /** What the folded names begin with. */
    public String folded() {
        return DeviceName.fold(value);
    }
}
