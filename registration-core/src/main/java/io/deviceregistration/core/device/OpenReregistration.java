package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;
import java.util.Optional;

/** Lets the next registration of a device's name take the device's place, for a while: its appliance was replaced. */
@UseCase
public final class OpenReregistration {

    /** Which device, and for how long from now. */
    public record Command(Administrator by, DeviceId id, ReregistrationWindow window) {}

    private final DeviceRepository devices;
    private final Attributions attributions;

    public OpenReregistration(DeviceRepository devices, Attributions attributions) {
        this.devices = devices;
        this.attributions = attributions;
    }

    /**
     * The device as it is then, or nothing if the administrator's tenant has no such device. A window that is open already
     * ends when this one does. The device's keys work until its place is taken. A request that registered the device, and is
     * repeated, takes the place like any other.
     */
    public Optional<Device> execute(Command command) {
        Attribution by = attributions.to(command.by());
        return devices.openReregistration(
                command.by().tenant(),
                command.id(),
                by.at().plus(command.window().length()),
                by);
    }
}
