package io.deviceregistration.core.provisioningkey;

import io.deviceregistration.core.key.StoredHash;

/** A provisioning key with what is stored of its secret: what stores keep, and nobody else sees. */
public record HashedProvisioningKey(ProvisioningKey key, StoredHash hash) {}
