package io.deviceregistration.http;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.value.Words;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A device as it and its administrators see it. */
record DeviceResponse(
        UUID deviceId,
        String tenantId,
        String name,
        @Nullable String location,
        @Nullable String type,
        Map<String, String> attributes,
        String status,
        UUID provisioningKeyId,
        Instant registeredAt,
        @Nullable String registeredFrom,
        @Nullable Instant lastSeenAt,
        @Nullable Instant reregistrationUntil) {

    /** As it is at this time, when a window for its reregistration may be over. */
    static DeviceResponse of(Device device, Instant now) {
        return new DeviceResponse(
                device.id().value(),
                device.tenant().value(),
                device.name().value(),
                device.location() == null ? null : device.location().value(),
                device.type() == null ? null : device.type().value(),
                device.attributes().values(),
                Words.of(device.status()),
                device.provisioningKey().value(),
                device.registeredAt(),
                device.registeredFrom() == null ? null : device.registeredFrom().value(),
                device.lastSeenAt(),
                device.isReregistrableAt(now) ? device.reregistrationUntil() : null);
    }
}
