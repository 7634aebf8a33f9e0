package io.deviceregistration.core.device;

/** Whether a device's key is accepted. */
public enum DeviceStatus {
    /** Its key is accepted. */
    ACTIVE,
    /** An administrator disabled it: its key is refused until it is enabled again. */
    DISABLED
}
