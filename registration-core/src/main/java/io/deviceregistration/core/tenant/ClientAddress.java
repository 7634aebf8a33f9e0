package io.deviceregistration.core.tenant;

import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.VisibleAscii;

/**
 * The network address that a call came from, in whatever form the caller knows it: 1 to 64 visible ASCII characters.
 *
 * <p>The constructor throws an {@link InvalidValueException} if the text is anything else.
 */
public record ClientAddress(String value) {

    private static final int MAX_LENGTH = 64;

    public ClientAddress {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !VisibleAscii.isAll(value)) {
            throw new InvalidValueException("must be 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
