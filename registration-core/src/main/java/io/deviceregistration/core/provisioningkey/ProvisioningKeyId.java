package io.deviceregistration.core.provisioningkey;

import java.util.UUID;

/** A provisioning key's id: random, not secret, never used again. */
public record ProvisioningKeyId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
