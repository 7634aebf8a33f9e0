package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.value.InvalidValueException;

/**
 * How many devices a provisioning key may register in all, at least 1. A device that is deleted later still counts.
 *
 * <p>The constructor throws an {@link InvalidValueException} if the number is less than 1.
 */
public record RegistrationLimit(int value) {

    public RegistrationLimit {
        if (value < 1) {
            throw new InvalidValueException("must be at least 1");
        }
    }
}
