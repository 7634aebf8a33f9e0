package io.deviceregistration.core.device;

import io.deviceregistration.core.key.StoredHash;

/** A device with what is stored of its device key: what stores keep, and nobody else sees. */
public record HashedDevice(Device device, StoredHash keyHash) {}
