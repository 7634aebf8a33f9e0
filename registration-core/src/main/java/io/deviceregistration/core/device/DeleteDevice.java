package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;

/** Deletes a device: its key is refused for good, and its name is free. */
@UseCase
public final class DeleteDevice {

    /** Which device. */
    public record Command(Administrator by, DeviceId id) {}

    private final DeviceRepository devices;
    private final Attributions attributions;

    public DeleteDevice(DeviceRepository devices, Attributions attributions) {
        this.devices = devices;
        this.attributions = attributions;
    }

    /** Whether the administrator's tenant had such a device. */
    public boolean execute(Command command) {
        return devices.delete(command.by().tenant(), command.id(), attributions.to(command.by()));
    }
}
