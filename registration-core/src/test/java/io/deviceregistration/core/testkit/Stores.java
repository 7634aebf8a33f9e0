package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;

/** The adapters of one store: devices are registered with the keys that {@code keys} keeps, and {@code audit} shows both's changes. */
public record Stores(ProvisioningKeyStore keys, DeviceRepository devices, AuditLog audit) {}
