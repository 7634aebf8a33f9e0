package io.deviceregistration.http;

import io.deviceregistration.core.device.DisableDevicesOfKey;
import io.deviceregistration.core.device.RegisteredSince;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was asked for, and how many devices were disabled, or would have been. */
record DisabledDevicesResponse(
        UUID provisioningKeyId, @Nullable Instant registeredSince, boolean dryRun, int devices) {

    static DisabledDevicesResponse of(DisableDevicesOfKey.Command command, DisableDevicesOfKey.Result result) {
        RegisteredSince since = command.since();
        return new DisabledDevicesResponse(
                command.key().value(), since == null ? null : since.at(), command.dryRun(), result.devices());
    }
}
