package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;

/** Enables a disabled device: its key is accepted again. */
@UseCase
public final class EnableDevice {

    /** Which device. */
    public record Command(Administrator by, DeviceId id) {}

    private final DeviceRepository devices;
    private final Attributions attributions;

    public EnableDevice(DeviceRepository devices, Attributions attributions) {
        this.devices = devices;
        this.attributions = attributions;
    }

    /** The enabled device, or nothing if the administrator's tenant has no such device. Repeating changes nothing. */
    public Optional<Device> execute(Command command) {
        return devices.changeStatus(
                command.by().tenant(), command.id(), DeviceStatus.ACTIVE, attributions.to(command.by()));
    }
}
