package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.value.TextRule;

/**
 * What people call a provisioning key: 1 to 128 characters after stripping, one of them visible, no control
 * characters. Need not be unique.
 *
 * <p>The constructor throws an {@link io.deviceregistration.core.value.InvalidValueException InvalidValueException}
 * if the text breaks this rule.
 */
public record Label(String value) {

    private static final TextRule RULE = TextRule.between(1, 128);

    public Label {
        value = RULE.stripped(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
