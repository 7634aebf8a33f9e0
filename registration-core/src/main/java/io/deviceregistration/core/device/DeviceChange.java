package io.deviceregistration.core.device;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a device's description.
 *
 * @param attributes all that it has then, or null to keep those it has
 */
public record DeviceChange(
        Change<Location> location,
        Change<DeviceType> type,
        @Nullable DeviceAttributes attributes) {

    /** Whether everything is kept as it is. */
    public boolean isNone() {
        return location.kept() && type.kept() && attributes == null;
    }
}
