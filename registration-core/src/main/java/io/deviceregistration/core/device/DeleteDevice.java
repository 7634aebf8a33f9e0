package io.deviceregistration.core.device;

import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;

/** Deletes a device: its key is refused for good, and its name is free. */
@UseCase
public final class DeleteDevice {

    /** Which device. */
    public record Command(Administrator by, DeviceId id) {}

    private final DeviceRepository devices;

    public DeleteDevice(DeviceRepository devices) {
        this.devices = devices;
    }

    /** Whether the administrator's tenant had such a device. */
    public boolean execute(Command command) {
        return devices.delete(command.by().tenant(), command.id());
    }
}
