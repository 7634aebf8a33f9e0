package io.deviceregistration.core.device;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.stereotype.UseCase;
import io.deviceregistration.core.tenant.TenantId;

/** Lists a tenant's devices, newest first. */
@UseCase
public final class ListDevices {

    /** Which devices. */
    public record Command(TenantId tenant, DeviceFilter filter, PageRequest page) {}

    private final DeviceRepository devices;

    public ListDevices(DeviceRepository devices) {
        this.devices = devices;
    }

    public Page<Device> execute(Command command) {
        return devices.list(command.tenant(), command.filter(), command.page());
    }
}
