package io.deviceregistration.core.device;

import java.util.UUID;

/** A device's id: random, not secret, never used again. */
public record DeviceId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
