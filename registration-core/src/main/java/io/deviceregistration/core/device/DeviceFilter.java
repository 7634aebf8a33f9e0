package io.deviceregistration.core.device;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import org.jspecify.annotations.Nullable;

/** Which of a tenant's devices to list: those that meet every condition that isn't null. */
public record DeviceFilter(
        @Nullable ProvisioningKeyId provisioningKey,
        @Nullable DeviceStatus status,
        @Nullable DeviceNamePrefix name,
        @Nullable RegisteredSince registeredSince) {

    public static final DeviceFilter ALL = new DeviceFilter(null, null, null, null);
}
