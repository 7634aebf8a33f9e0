package io.deviceregistration.core.device;

import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.TenantId;
import java.util.Optional;

/** Reads one of a tenant's devices. */
@UseCase
public final class ReadDevice {

    /** Which device. */
    public record Command(TenantId tenant, DeviceId id) {}

    private final DeviceRepository devices;

    public ReadDevice(DeviceRepository devices) {
        this.devices = devices;
    }

    /** The device, or nothing if the tenant has no such device. */
    public Optional<Device> execute(Command command) {
        return devices.find(command.tenant(), command.id());
    }
}
