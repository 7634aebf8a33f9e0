package io.deviceregistration.http;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.DisableDevicesOfKey;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Expiry;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ListProvisioningKeys;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.ReadProvisioningKey;
import io.deviceregistration.core.provisioningkey.RegistrationLimit;
import io.deviceregistration.core.provisioningkey.RelabelProvisioningKey;
import io.deviceregistration.core.provisioningkey.RevokeProvisioningKey;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.value.InvalidValueException;
import io.javalin.http.Context;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What administrators do with provisioning keys. */
final class ProvisioningKeyRoutes {

    private static final String KEYS = "/api/v1/edge/keys";
    private static final String KEY = KEYS + "/{id}";
    private static final String EXPIRES_AT = "expires_at";

    private final DeviceRegistration registration;
    private final Credentials credentials;
    private final Clock clock;

    ProvisioningKeyRoutes(DeviceRegistration registration, Credentials credentials, Clock clock) {
        this.registration = registration;
        this.credentials = credentials;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.post(KEYS, this::create);
        routes.get(KEYS, this::list);
        routes.get(KEY, this::read);
        routes.patch(KEY, this::relabel);
        routes.post(KEY + "/revoke", this::revoke);
        routes.post(KEY + "/disable-devices", this::disableDevices);
    }

    private void create(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        Members members = RequestBody.read(ctx);
        Members.Required<Label> label = members.requiredText("label", Label::new);
        @Nullable Expiry expiry = members.optionalTime(EXPIRES_AT, at -> Expiry.after(clock.instant(), at));
        @Nullable RegistrationLimit limit =
                members.optionalInteger("max_registrations", 1, Integer.MAX_VALUE, RegistrationLimit::new);
        members.check();
        CreateProvisioningKey.Result created =
                created(new CreateProvisioningKey.Command(by, label.get(), expiry, limit));
        ctx.header("Location", KEYS + "/" + created.key().id());
        Answers.json(
                ctx,
                201,
                ProvisioningKeyResponse.of(created.key(), created.key().createdAt(), created.plainKey()));
    }

    private CreateProvisioningKey.Result created(CreateProvisioningKey.Command command) {
        try {
            return registration.createProvisioningKey().execute(command);
        } catch (InvalidValueException e) {
            // All was right when it was read. Since then an expiry's time may have come, and nothing else go wrong.
            throw Problem.invalid(e.problems().stream()
                            .map(problem -> new Problem.InvalidMember("/" + EXPIRES_AT, problem.detail()))
                            .toList())
                    .asException();
        }
    }

    private void list(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ListQuery query = new ListQuery(ctx);
        @Nullable ProvisioningKeyStatus status = query.filter("status", ProvisioningKeyStatus.class);
        ListProvisioningKeys.Command command = new ListProvisioningKeys.Command(by.tenant(), status, query.page());
        ListProvisioningKeys.Result listed = registration.listProvisioningKeys().execute(command);
        Answers.json(
                ctx, 200, ListResponse.of(listed.page(), key -> ProvisioningKeyResponse.of(key, listed.asOf()), query));
    }

    private void read(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ReadProvisioningKey.Command command = new ReadProvisioningKey.Command(by.tenant(), id(ctx));
        answer(ctx, registration.readProvisioningKey().execute(command).orElseThrow(Answers::notFound));
    }

    private void relabel(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ProvisioningKeyId id = id(ctx);
        Members members = RequestBody.read(ctx);
        Members.Required<Label> label = members.requiredText("label", Label::new);
        members.check();
        RelabelProvisioningKey.Command command = new RelabelProvisioningKey.Command(by, id, label.get());
        answer(ctx, registration.relabelProvisioningKey().execute(command).orElseThrow(Answers::notFound));
    }

    private void revoke(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        RevokeProvisioningKey.Command command = new RevokeProvisioningKey.Command(by, id(ctx));
        answer(ctx, registration.revokeProvisioningKey().execute(command).orElseThrow(Answers::notFound));
    }

    private void disableDevices(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ProvisioningKeyId id = id(ctx);
        // Passed over, they would have everything disabled for good that was only to be counted.
        Query.of(ctx).refuse("dry_run", "registered_since");
        Members members = RequestBody.readIfAny(ctx);
        @Nullable RegisteredSince since = members.optionalTime("registered_since", RegisteredSince::new);
        Members.Required<Boolean> dryRun = members.flag("dry_run");
        members.check();
        DisableDevicesOfKey.Command command = new DisableDevicesOfKey.Command(by, id, since, dryRun.get());
        DisableDevicesOfKey.Result result =
                registration.disableDevicesOfKey().execute(command).orElseThrow(Answers::notFound);
        Answers.json(ctx, 200, DisabledDevicesResponse.of(command, result));
    }

    private void answer(Context ctx, ProvisioningKey key) {
        Answers.json(ctx, 200, ProvisioningKeyResponse.of(key, clock.instant()));
    }

    private static ProvisioningKeyId id(Context ctx) {
        return new ProvisioningKeyId(Answers.id(ctx));
    }
}
