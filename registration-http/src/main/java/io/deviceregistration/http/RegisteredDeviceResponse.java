package io.deviceregistration.http;

import io.deviceregistration.core.device.RegisterDevice;
import java.time.Instant;
import java.util.UUID;

/** The one answer that shows a device its key. */
record RegisteredDeviceResponse(UUID deviceId, String deviceKey, String tenantId, String name, Instant registeredAt) {

    static RegisteredDeviceResponse of(RegisterDevice.Result.Registered registered) {
        return new RegisteredDeviceResponse(
                registered.device().id().value(),
                registered.deviceKey().reveal(),
                registered.device().tenant().value(),
                registered.device().name().value(),
                registered.device().registeredAt());
    }

    /** Without the key, which must not reach a log by way of a record's text. */
    @Override
    public String toString() {
        return "RegisteredDeviceResponse[" + deviceId + "]";
    }
}
