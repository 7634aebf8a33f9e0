package io.deviceregistration.http;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.CloseReregistration;
import io.deviceregistration.core.device.DeleteDevice;
import io.deviceregistration.core.device.DescribeDevice;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceNamePrefix;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.DisableDevice;
import io.deviceregistration.core.device.EnableDevice;
import io.deviceregistration.core.device.ListDevices;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.device.OpenReregistration;
import io.deviceregistration.core.device.ReadDevice;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.device.ReplaceDeviceKey;
import io.deviceregistration.core.device.ReregistrationWindow;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.Administrator;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What administrators do with devices. */
final class DeviceRoutes {

    private static final String DEVICES = "/api/v1/devices";
    private static final String DEVICE = DEVICES + "/{id}";
    private static final String REREGISTRATION = DEVICE + "/reregistration";

    private final DeviceRegistration registration;
    private final Credentials credentials;
    private final Clock clock;

    DeviceRoutes(DeviceRegistration registration, Credentials credentials, Clock clock) {
        this.registration = registration;
        this.credentials = credentials;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.get(DEVICES, this::list);
        routes.get(DEVICE, this::read);
        routes.patch(DEVICE, this::describe);
        routes.delete(DEVICE, this::delete);
        routes.post(DEVICE + "/device-key", this::replaceKey);
        routes.post(REREGISTRATION, this::openReregistration);
        routes.delete(REREGISTRATION, this::closeReregistration);
        routes.post(DEVICE + "/disable", this::disable);
        routes.post(DEVICE + "/enable", this::enable);
    }

    private void list(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ListQuery query = new ListQuery(ctx);
        DeviceFilter filter = new DeviceFilter(
                query.filter("provisioning_key_id", text -> new ProvisioningKeyId(Ids.parse(text))),
                query.filter("status", DeviceStatus.class),
                query.filter("name", DeviceNamePrefix::new),
                query.filter("registered_since", text -> new RegisteredSince(Times.parse(text))));
        ListDevices.Command command = new ListDevices.Command(by.tenant(), filter, query.page());
        Instant now = clock.instant();
        Answers.json(
                ctx,
                200,
                ListResponse.of(
                        registration.listDevices().execute(command), device -> DeviceResponse.of(device, now), query));
    }

    private void read(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ReadDevice.Command command = new ReadDevice.Command(by.tenant(), id(ctx));
        answer(ctx, registration.readDevice().execute(command).orElseThrow(Answers::notFound));
    }

    private void describe(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        DeviceId id = id(ctx);
        Members members = RequestBody.read(ctx);
        Change<Location> location = members.change("location", Location::new);
        Change<DeviceType> type = members.change("type", DeviceType::new);
        Members.@Nullable Required<DeviceAttributes> attributes =
                members.has("attributes") ? members.strings("attributes", DeviceAttributes::of) : null;
        members.check();
        DeviceChange change = new DeviceChange(location, type, attributes == null ? null : attributes.get());
        DescribeDevice.Command command = new DescribeDevice.Command(by, id, change);
        answer(ctx, registration.describeDevice().execute(command).orElseThrow(Answers::notFound));
    }

    private void delete(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        if (!registration.deleteDevice().execute(new DeleteDevice.Command(by, id(ctx)))) {
            throw Answers.notFound();
        }
        Answers.done(ctx);
    }

    private void replaceKey(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ReplaceDeviceKey.Command command = new ReplaceDeviceKey.Command(by, id(ctx));
        PlainKey fresh = registration.replaceDeviceKey().execute(command).orElseThrow(Answers::notFound);
        Answers.json(ctx, 201, DeviceKeyResponse.of(fresh));
    }

    private void openReregistration(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        DeviceId id = id(ctx);
        Members members = RequestBody.readIfAny(ctx);
        ReregistrationWindow window = members.optionalInteger(
                "minutes",
                ReregistrationWindow.MIN_MINUTES,
                ReregistrationWindow.MAX_MINUTES,
                ReregistrationWindow::new);
        members.check();
        OpenReregistration.Command command =
                new OpenReregistration.Command(by, id, window == null ? ReregistrationWindow.DEFAULT : window);
        answer(ctx, registration.openReregistration().execute(command).orElseThrow(Answers::notFound));
    }

    private void closeReregistration(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        if (!registration.closeReregistration().execute(new CloseReregistration.Command(by, id(ctx)))) {
            throw Answers.notFound();
        }
        Answers.done(ctx);
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

    private void answer(Context ctx, Device device) {
        Answers.json(ctx, 200, DeviceResponse.of(device, clock.instant()));
    }

    private static DeviceId id(Context ctx) {
        return new DeviceId(Answers.id(ctx));
    }
}
