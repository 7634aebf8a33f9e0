package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;

/** Disables a device: its key is refused until it is enabled again. */
@UseCase
public final class DisableDevice {

    /** Which device. */
    public record Command(Administrator by, DeviceId id) {}

    private final DeviceRepository devices;
    private final Attributions attributions;

    public DisableDevice(DeviceRepository devices, Attributions attributions) {
        this.devices = devices;
        this.attributions = attributions;
    }

    /** The disabled device, or nothing if the administrator's tenant has no such device. Repeating changes nothing. */
    public Optional<Device> execute(Command command) {
        return devices.changeStatus(
                command.by().tenant(), command.id(), DeviceStatus.DISABLED, attributions.to(command.by()));
    }
}
