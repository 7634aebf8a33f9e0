package io.deviceregistration.http;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceNamePrefix;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.DisableDevice;
import io.deviceregistration.core.device.EnableDevice;
import io.deviceregistration.core.device.ListDevices;
import io.deviceregistration.core.device.ReadDevice;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.Administrator;
import io.javalin.http.Context;

/** What administrators do with devices. */
final class DeviceRoutes {

    private static final String DEVICES = "/api/v1/devices";
    private static final String DEVICE = DEVICES + "/{id}";

    private final DeviceRegistration registration;
    private final Credentials credentials;

    DeviceRoutes(DeviceRegistration registration, Credentials credentials) {
        this.registration = registration;
        this.credentials = credentials;
    }

    void addTo(Routes routes) {
        routes.get(DEVICES, this::list);
        routes.get(DEVICE, this::read);
        routes.post(DEVICE + "/disable", this::disable);
        routes.post(DEVICE + "/enable", this::enable);
    }

    private void list(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ListQuery query = new ListQuery(ctx);
        DeviceFilter filter = new DeviceFilter(
                query.filter("provisioning_key_id", text -> new ProvisioningKeyId(Ids.parse(text))),
                query.filter("status", DeviceStatus.class),
                query.filter("name", DeviceNamePrefix::new));
        ListDevices.Command command = new ListDevices.Command(by.tenant(), filter, query.page());
        Answers.json(ctx, 200, ListResponse.of(registration.listDevices().execute(command), DeviceResponse::of, query));
    }

    private void read(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ReadDevice.Command command = new ReadDevice.Command(by.tenant(), id(ctx));
        answer(ctx, registration.readDevice().execute(command).orElseThrow(Answers::notFound));
    }

    private void disable(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        DisableDevice.Command command = new DisableDevice.Command(by, id(ctx));
        answer(ctx, registration.disableDevice().execute(command).orElseThrow(Answers::notFound));
    }

    private void enable(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        EnableDevice.Command command = new EnableDevice.Command(by, id(ctx));
        answer(ctx, registration.enableDevice().execute(command).orElseThrow(Answers::notFound));
    }

    private static void answer(Context ctx, Device device) {
        Answers.json(ctx, 200, DeviceResponse.of(device));
    }

    private static DeviceId id(Context ctx) {
        return new DeviceId(Answers.id(ctx));
    }
}
