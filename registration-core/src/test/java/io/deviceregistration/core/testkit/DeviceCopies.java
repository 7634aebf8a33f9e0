package io.deviceregistration.core.testkit;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Devices that differ from another one in something. */
final class DeviceCopies {

    private DeviceCopies() {}

    static Device successor(Device old, Device newcomer) {
        return new Device(
                old.id(),
                old.tenant(),
                old.name(),
                newcomer.location() == null ? old.location() : newcomer.location(),
                newcomer.type() == null ? old.type() : newcomer.type(),
                newcomer.attributes().equals(DeviceAttributes.NONE) ? old.attributes() : newcomer.attributes(),
                old.status(),
                newcomer.provisioningKey(),
                newcomer.registeredAt(),
                old.lastSeenAt(),
                null,
                newcomer.registeredFrom());
    }

    static Device reregistrable(Device device, @Nullable Instant until) {
        return new Device(
                device.id(),
                device.tenant(),
                device.name(),
                device.location(),
                device.type(),
                device.attributes(),
                device.status(),
                device.provisioningKey(),
                device.registeredAt(),
                device.lastSeenAt(),
                until,
                device.registeredFrom());
    }

    static Device described(Device device, DeviceChange change) {
        DeviceAttributes attributes = change.attributes();
        return new Device(
                device.id(),
                device.tenant(),
                device.name(),
                change.location().after(device.location()),
                change.type().after(device.type()),
                attributes == null ? device.attributes() : attributes,
                device.status(),
                device.provisioningKey(),
                device.registeredAt(),
                device.lastSeenAt(),
                device.reregistrationUntil(),
                device.registeredFrom());
    }

    static Device with(Device device, DeviceStatus status) {
        return new Device(
                device.id(),
                device.tenant(),
                device.name(),
                device.location(),
                device.type(),
                device.attributes(),
                status,
                device.provisioningKey(),
                device.registeredAt(),
                device.lastSeenAt(),
                device.reregistrationUntil(),
                device.registeredFrom());
    }
}
