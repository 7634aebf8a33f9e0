package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link AuditLogContract} about what is kept with each change. */
abstract class KeepingAuditEvents {

    static final TenantId ACME = new TenantId("acme");
    static final Instant AT = SampleDevice.REGISTERED_AT;
    static final DeviceChange MOVED = new DeviceChange(Change.to(new Location("Hall 4")), Change.none(), null);

    Stores stores = new InMemoryStores().all();

    private final AtomicLong changes = new AtomicLong();
    private final List<AuditEvent> expected = new ArrayList<>();

    abstract Stores newStores() throws Exception;

    abstract Optional<Stores> secondStores() throws Exception;

    @BeforeEach
    final void begin_with_an_empty_store() throws Exception {
        stores = newStores();
    }

    @Test
    void keeps_who_made_each_change_to_a_key_and_when_and_from_where() {
        HashedProvisioningKey key =
                SampleProvisioningKey.of("acme").label("Building 7").build();
        ProvisioningKeyId id = key.key().id();
        UUID object = id.value();

        change(
                AuditAction.PROVISIONING_KEY_CREATED,
                object,
                "Building 7",
                by -> stores.keys().insert(key, by));
        change(
                AuditAction.PROVISIONING_KEY_RELABELLED,
                object,
                "Building 8",
                by -> stores.keys().relabel(ACME, id, new Label("Building 8"), by));
        change(
                AuditAction.PROVISIONING_KEY_REVOKED,
                object,
                "Building 8",
                by -> stores.keys().revoke(ACME, id, revocation(), by));
        change(
                AuditAction.PROVISIONING_KEY_RELABELLED,
                object,
                "Building 9",
                by -> stores.keys().relabel(ACME, id, new Label("Building 9"), by));

        assertKept();
    }

    @Test
    void keeps_who_made_each_change_to_a_device_and_when_and_from_where() {
        ProvisioningKey key = keyOf("acme");
        HashedDevice device = SampleDevice.with(key)
                .name("Pump 7")
                .replayUntil(AT.plus(RegistrationAttempt.LIFETIME))
                .build();
        DeviceId id = device.device().id();
        Attribution registered = by(key.id().value());
        RegistrationAttempt attempt = attempt();

        assertThat(stores.devices().register(device, attempt, registered)).isInstanceOf(Registration.Registered.class);
        expect(registered, AuditAction.DEVICE_REGISTERED, id.value(), "Pump 7");
        change(
                AuditAction.DEVICE_REGISTRATION_REPLAYED,
                id,
                by -> stores.devices().replay(key.id(), attempt.idempotencyKey(), id, device.keyHash(), by));
        change(
                AuditAction.DEVICE_KEY_ROTATED,
                id,
                by -> stores.devices().rotateKey(id, device.keyHash(), SampleProvisioningKey.hash(), AT, by));
        change(
                AuditAction.DEVICE_KEY_REPLACED,
                id,
                by -> stores.devices().replaceKey(ACME, id, SampleProvisioningKey.hash(), by));
        change(AuditAction.DEVICE_DESCRIBED, id, by -> stores.devices().describe(ACME, id, MOVED, by));
        change(
                AuditAction.DEVICE_DISABLED,
                id,
                by -> stores.devices().changeStatus(ACME, id, DeviceStatus.DISABLED, by));
        change(AuditAction.DEVICE_ENABLED, id, by -> stores.devices().changeStatus(ACME, id, DeviceStatus.ACTIVE, by));
        Instant later = AT.plus(Duration.ofHours(1));
        change(
                AuditAction.DEVICE_REREGISTRATION_OPENED,
                id,
                by -> stores.devices().openReregistration(ACME, id, later, by));
        change(
                AuditAction.DEVICE_REREGISTRATION_CLOSED,
                id,
                by -> stores.devices().closeReregistration(ACME, id, by));
        change(
                AuditAction.DEVICE_REREGISTRATION_OPENED,
                id,
                by -> stores.devices().openReregistration(ACME, id, later, by));
        change(
                AuditAction.DEVICE_REREGISTERED,
                id,
                by -> stores.devices()
                        .reregister(SampleDevice.with(key).id(id).name("PUMP 7").build(), null, by));
        change(AuditAction.DEVICE_DELETED, id, by -> stores.devices().delete(ACME, id, by));

        assertKept();
        assertThat(expected)
                .extracting(AuditEvent::action)
                .containsAll(Arrays.stream(AuditAction.values())
                        .filter(action -> action.object() == AuditObject.Type.DEVICE)
                        .toList());
    }

    @Test
    void keeps_nothing_where_nothing_is_changed() {
        ProvisioningKey key = keyOf("acme");
        DeviceId id = registered(SampleDevice.with(key).name("pump"));
        ProvisioningKey revoked = keyOf("acme");
        stores.keys().revoke(ACME, revoked.id(), revocation(), SampleAttribution.any());
        List<AuditEvent> before = all(ACME);

        stores.keys().revoke(ACME, revoked.id(), revocation(), SampleAttribution.any());
        stores.devices().changeStatus(ACME, id, DeviceStatus.ACTIVE, SampleAttribution.any());
        stores.devices()
                .describe(ACME, id, new DeviceChange(Change.none(), Change.none(), null), SampleAttribution.any());
        stores.devices().closeReregistration(ACME, id, SampleAttribution.any());
        stores.devices().register(SampleDevice.with(key).name("PUMP").build(), SampleAttribution.any());
        stores.devices().register(SampleDevice.with(revoked).build(), SampleAttribution.any());
        stores.devices().reregister(SampleDevice.with(key).id(id).name("pump").build(), null, SampleAttribution.any());
        stores.devices()
                .replay(
                        key.id(),
                        attempt().idempotencyKey(),
                        id,
                        SampleProvisioningKey.hash(),
                        SampleAttribution.any());
        stores.devices()
                .rotateKey(id, SampleProvisioningKey.hash(), SampleProvisioningKey.hash(), AT, SampleAttribution.any());
        stores.devices().disableAll(ACME, revoked.id(), null, SampleAttribution.any());
        stores.devices().countActive(ACME, key.id(), null);

        assertThat(all(ACME)).containsExactlyElementsOf(before);
    }

    @Test
    void keeps_nothing_where_a_tenant_has_no_such_thing() {
        ProvisioningKeyId key = keyOf("acme").id();
        DeviceId device = registered(SampleDevice.with(keyOf("acme")));
        List<AuditEvent> before = all(ACME);
        TenantId globex = new TenantId("globex");

        changeAll(globex, key, device);
        changeAll(ACME, new ProvisioningKeyId(UUID.randomUUID()), new DeviceId(UUID.randomUUID()));

        assertThat(all(ACME)).containsExactlyElementsOf(before);
        assertThat(all(globex)).isEmpty();
    }

    @Test
    void keeps_nothing_of_what_failed() {
        HashedProvisioningKey key = SampleProvisioningKey.of("acme").build();
        stores.keys().insert(key, SampleAttribution.any());
        HashedDevice device = SampleDevice.with(key.key()).build();
        stores.devices().register(device, SampleAttribution.any());
        List<AuditEvent> before = all(ACME);

        assertThatThrownBy(() -> stores.keys().insert(key, SampleAttribution.any()))
                .isInstanceOf(StorageException.class);
        HashedDevice sameId =
                SampleDevice.with(key.key()).id(device.device().id()).build();
        assertThatThrownBy(() -> stores.devices().register(sameId, SampleAttribution.any()))
                .isInstanceOf(StorageException.class);

        assertThat(all(ACME)).containsExactlyElementsOf(before);
    }

    @Test
    void keeps_text_as_it_is() {
        for (String text : Texts.AWKWARD) {
            keepsText(text, text);
        }
        for (String name : Texts.ofLength(128)) {
            keepsText("ada", name);
        }
        for (String subject : Texts.ofLength(255)) {
            keepsText(subject, "pump");
        }
        for (String subject : List.of(" ada", "Ada", "ADA", "ａda")) {
            keepsText(subject, "pump");
        }
    }

    private void keepsText(String subject, String label) {
        HashedProvisioningKey key =
                SampleProvisioningKey.of("acme").label(label).build();
        Attribution by = new Attribution(
                new AuditEventId(UUID.randomUUID()), AT, Actor.administrator(new Subject(subject)), null);
        stores.keys().insert(key, by);

        UUID object = key.key().id().value();
        AuditEvent event = by.event(
                ACME,
                AuditAction.PROVISIONING_KEY_CREATED,
                new AuditObject(AuditObject.Type.PROVISIONING_KEY, object, label));
        assertThat(list(ACME, new AuditFilter(object, null))).containsExactly(event);
        assertThat(list(ACME, new AuditFilter(object, subject))).containsExactly(event);
        assertThat(list(ACME, new AuditFilter(object, subject + "x"))).isEmpty();
    }

    @Test
    void keeps_addresses_of_every_length_or_none() {
        ProvisioningKeyId key = keyOf("acme").id();
        for (String address : List.of("1", "203.0.113.7", "2001:db8:0:0:0:0:0:1", "~".repeat(64))) {
            assertThat(relabelledFrom(key, new ClientAddress(address)).from()).isEqualTo(new ClientAddress(address));
        }
        assertThat(relabelledFrom(key, null).from()).isNull();
    }

    private AuditEvent relabelledFrom(ProvisioningKeyId key, @Nullable ClientAddress address) {
        Attribution by = new Attribution(
                new AuditEventId(UUID.randomUUID()),
                AT.plusMillis(changes.incrementAndGet()),
                Actor.administrator(new Subject("ada")),
                address);
        stores.keys().relabel(ACME, key, new Label("Building 7"), by);
        return all(ACME).get(0);
    }

    @Test
    void keeps_one_event_for_each_of_many_that_register_at_once_and_none_for_the_refused() throws Exception {
        int limit = 20;
        HashedProvisioningKey key =
                SampleProvisioningKey.of("acme").limit(limit).build();
        stores.keys().insert(key, SampleAttribution.any());

        List<Registration> registrations = Race.run(
                32,
                thread -> () -> stores.devices()
                        .register(
                                SampleDevice.with(key.key()).build(),
                                by(key.key().id().value())));

        assertThat(registrations)
                .filteredOn(Registration.Registered.class::isInstance)
                .hasSize(limit);
        assertThat(list(ACME, new AuditFilter(null, key.key().id().toString()))).hasSize(limit);
    }

    @Test
    void keeps_one_event_for_one_of_many_that_revoke_a_key_or_delete_a_device_at_once() throws Exception {
        ProvisioningKey key = keyOf("acme");
        DeviceId device = registered(SampleDevice.with(key));

        Race.run(16, thread -> () -> stores.keys().revoke(ACME, key.id(), revocation(), SampleAttribution.any()));
        Race.run(
                16,
                thread -> () ->
                        stores.devices().changeStatus(ACME, device, DeviceStatus.DISABLED, SampleAttribution.any()));
        Race.run(16, thread -> () -> stores.devices().delete(ACME, device, SampleAttribution.any()));

        assertThat(list(ACME, new AuditFilter(key.id().value(), null)))
                .extracting(AuditEvent::action)
                .containsOnlyOnce(AuditAction.PROVISIONING_KEY_REVOKED);
        assertThat(list(ACME, new AuditFilter(device.value(), null)))
                .extracting(AuditEvent::action)
                .containsOnlyOnce(AuditAction.DEVICE_DISABLED, AuditAction.DEVICE_DELETED);
    }

    @Test
    void shows_every_event_to_whoever_opens_the_store_again() throws Exception {
        ProvisioningKey key = keyOf("acme");
        Optional<Stores> again = secondStores();
        assumeTrue(again.isPresent(), "this store can't be opened again");

        again.get().devices().register(SampleDevice.with(key).build(), SampleAttribution.any());

        assertThat(all(ACME)).hasSize(2);
        assertThat(again.get()
                        .audit()
                        .list(ACME, AuditFilter.ALL, PageRequest.first(10))
                        .items())
                .containsExactlyElementsOf(all(ACME));
    }

    ProvisioningKey keyOf(String tenant) {
        HashedProvisioningKey key = SampleProvisioningKey.of(tenant).build();
        stores.keys().insert(key, SampleAttribution.at(AT.minusSeconds(1)));
        return key.key();
    }

    DeviceId registered(SampleDevice sample) {
        HashedDevice device = sample.build();
        assertThat(stores.devices().register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        return device.device().id();
    }

    List<AuditEvent> all(TenantId tenant) {
        return list(tenant, AuditFilter.ALL);
    }

    List<AuditEvent> list(TenantId tenant, AuditFilter filter) {
        return Paging.readAll(200, page -> stores.audit().list(tenant, filter, page));
    }

    private static RegistrationAttempt attempt() {
        return new RegistrationAttempt(Sha256.of("attempt"), Sha256.of("request"));
    }

    private static ProvisioningKey.Revocation revocation() {
        return new ProvisioningKey.Revocation(AT, new Subject("ada"));
    }

    private Attribution by(UUID key) {
        return SampleAttribution.of(Actor.provisioningKey(key), AT);
    }

    private void change(AuditAction action, DeviceId device, Consumer<Attribution> change) {
        change(action, device.value(), "Pump 7", change);
    }

    /** Makes a change by somebody else and at another time than any other. */
    private void change(AuditAction action, UUID object, String name, Consumer<Attribution> change) {
        long number = changes.incrementAndGet();
        Attribution by = new Attribution(
                new AuditEventId(UUID.randomUUID()),
                AT.plusMillis(number),
                Actor.administrator(new Subject("administrator " + number)),
                new ClientAddress("2001:db8::" + number));
        change.accept(by);
        expect(by, action, object, name);
    }

    private void expect(Attribution by, AuditAction action, UUID object, String name) {
        expected.add(0, by.event(ACME, action, new AuditObject(action.object(), object, name)));
    }

    private void assertKept() {
        assertThat(list(ACME, new AuditFilter(expected.get(0).object().id(), null)))
                .containsExactlyElementsOf(expected);
    }

    private void changeAll(TenantId tenant, ProvisioningKeyId key, DeviceId device) {
        stores.keys().relabel(tenant, key, new Label("x"), SampleAttribution.any());
        stores.keys().revoke(tenant, key, revocation(), SampleAttribution.any());
        stores.devices().changeStatus(tenant, device, DeviceStatus.DISABLED, SampleAttribution.any());
        stores.devices().describe(tenant, device, MOVED, SampleAttribution.any());
        stores.devices().replaceKey(tenant, device, SampleProvisioningKey.hash(), SampleAttribution.any());
        stores.devices().openReregistration(tenant, device, AT, SampleAttribution.any());
        stores.devices().closeReregistration(tenant, device, SampleAttribution.any());
        stores.devices().disableAll(tenant, key, null, SampleAttribution.any());
        stores.devices().delete(tenant, device, SampleAttribution.any());
    }
}
