package io.deviceregistration.http;

import io.deviceregistration.core.key.PlainKey;
import java.util.UUID;

/** The one answer that shows a device's new key. */
record DeviceKeyResponse(UUID deviceId, String deviceKey) {

    static DeviceKeyResponse of(PlainKey fresh) {
        return new DeviceKeyResponse(fresh.id(), fresh.reveal());
    }

    /** Without the key, which must not reach a log by way of a record's text. */
    @Override
    public String toString() {
        return "DeviceKeyResponse[" + deviceId + "]";
    }
}
