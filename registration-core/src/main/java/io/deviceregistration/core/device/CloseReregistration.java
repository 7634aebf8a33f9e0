package io.deviceregistration.core.device;

import io.deviceregistration.core.audit.Attributions;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.Administrator;

/** Has no registration take a device's place any more. */
@UseCase
public final class CloseReregistration {

    /** Which device. */
    public record Command(Administrator by, DeviceId id) {}

    private final DeviceRepository devices;
    private final Attributions attributions;

    public CloseReregistration(DeviceRepository devices, Attributions attributions) {
        this.devices = devices;
        this.attributions = attributions;
    }

    /** Whether the administrator's tenant has such a device; its window is closed then, whether or not it was open. */
    public boolean execute(Command command) {
        return devices.closeReregistration(command.by().tenant(), command.id(), attributions.to(command.by()));
    }
}
