package io.deviceregistration.core.tenant;

import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.TextRule;

/**
 * Who did something, as the identity provider names them (the token's {@code sub}): 1 to 255 characters.
 *
 * <p>The constructor throws an {@link InvalidValueException} if the text is anything else.
 */
public record Subject(String value) {

    private static final TextRule RULE = TextRule.between(1, 255);

    public Subject {
        value = RULE.exact(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
