package io.deviceregistration.core.testkit;

import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;

/** The two adapters of one store: devices are registered with the keys that {@code keys} keeps. */
public record Stores(ProvisioningKeyStore keys, DeviceRepository devices) {}
