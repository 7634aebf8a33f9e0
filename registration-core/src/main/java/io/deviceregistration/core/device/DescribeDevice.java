package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;

/** Changes what is said of a device: its location, type and attributes, never its name. */
@UseCase
public final class DescribeDevice {

    /** Which device, and what becomes of it. */
    public record Command(Administrator by, DeviceId id, DeviceChange change) {}

    private final DeviceRepository devices;
    private final Attributions attributions;

    public DescribeDevice(DeviceRepository devices, Attributions attributions) {
        this.devices = devices;
        this.attributions = attributions;
    }

    /** The device as it is then, or nothing if the administrator's tenant has no such device. */
    public Optional<Device> execute(Command command) {
        return devices.describe(command.by().tenant(), command.id(), command.change(), attributions.to(command.by()));
    }
}
