package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the store makes of the rows that come through Microsoft's driver. */
final class SqlServerRowsTest {

    private static final Instant TIME = Instant.parse("2024-05-01T20:00:00.003Z");

    private final HashedProvisioningKey bareKey =
            SampleProvisioningKey.of("demo").build();
    private final HashedProvisioningKey fullKey = SampleProvisioningKey.of("demo")
            .label("Büro 😀 𝄞")
            .createdBy("ada 😀")
            .expiresAt(TIME)
            .limit(7)
            .registrations(3)
            .lastUsedAt(TIME)
            .revoked(TIME, "bob 😀")
            .build();
    private final HashedDevice bareDevice = SampleDevice.with(bareKey.key()).build();
    private final HashedDevice fullDevice = SampleDevice.with(bareKey.key())
            .name("Pumpe 😀 𝄞")
            .location("Köln 😀")
            .type("Pumpe 😀")
            .attributes(Map.of("größe 😀", "\"𝄞\"\\", "leer", ""))
            .status(DeviceStatus.DISABLED)
            .lastSeenAt(TIME)
            .reregistrationUntil(TIME)
            .registeredFrom("2001:db8::7")
            .previousKey(SampleProvisioningKey.hash(), TIME)
            .replayUntil(TIME)
            .build();

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void reads_every_value_of_a_provisioning_key() {
        store.server().when("FROM edge_provisioning_keys").then(ScriptedRows.of(fullKey));
        assertThat(store.keys().findHashed(fullKey.key().id())).contains(fullKey);
        assertThat(store.keys().find(fullKey.key().tenant(), fullKey.key().id()))
                .contains(fullKey.key());
        assertThat(store.keys()
                        .relabel(fullKey.key().tenant(), fullKey.key().id(), new Label("x"), SampleAttribution.any()))
                .contains(fullKey.key());
    }

    @Test
    void reads_the_nulls_of_a_provisioning_key() {
        store.server().when("FROM edge_provisioning_keys").then(ScriptedRows.of(bareKey));
        assertThat(store.keys().findHashed(bareKey.key().id())).contains(bareKey);
        assertThat(store.keys()
                        .revoke(
                                bareKey.key().tenant(),
                                bareKey.key().id(),
                                new ProvisioningKey.Revocation(
                                        TIME, bareKey.key().createdBy()),
                                SampleAttribution.any()))
                .contains(bareKey.key());
    }

    @Test
    void reads_every_value_of_a_device() {
        store.server().when("FROM devices").then(ScriptedRows.of(fullDevice));
        assertThat(store.devices().findHashed(fullDevice.device().id())).contains(fullDevice);
        assertThat(store.devices()
                        .changeStatus(
                                fullDevice.device().tenant(),
                                fullDevice.device().id(),
                                DeviceStatus.DISABLED,
                                SampleAttribution.any()))
                .contains(fullDevice.device());
    }

    @Test
    void reads_the_nulls_of_a_device() {
        store.server().when("FROM devices").then(ScriptedRows.of(bareDevice));
        assertThat(store.devices().findHashed(bareDevice.device().id())).contains(bareDevice);
        assertThat(store.devices()
                        .find(bareDevice.device().tenant(), bareDevice.device().id()))
                .contains(bareDevice.device());
    }

    @Test
    void reads_every_value_of_an_audit_event_and_its_null() {
        AuditEvent full = event(
                AuditAction.DEVICE_DISABLED,
                Actor.administrator(new Subject("ada 😀")),
                new AuditObject(AuditObject.Type.DEVICE, UUID.randomUUID(), "Pumpe 😀 𝄞"),
                new ClientAddress("2001:db8::7"));
        AuditEvent fromWhoKnowsWhere = event(
                AuditAction.PROVISIONING_KEY_CREATED,
                Actor.provisioningKey(UUID.randomUUID()),
                new AuditObject(AuditObject.Type.PROVISIONING_KEY, UUID.randomUUID(), "Büro 😀"),
                null);
        store.server().when("FROM audit_events").then(ScriptedRows.of(full, fromWhoKnowsWhere));
        assertThat(store.audit().list(full.tenant(), AuditFilter.ALL, PageRequest.first(2)))
                .isEqualTo(new Page<>(List.of(full, fromWhoKnowsWhere), null));
        assertThat(store.audit().list(full.tenant(), AuditFilter.ALL, PageRequest.first(1)))
                .isEqualTo(
                        new Page<>(List.of(full), new Position(TIME, full.id().value())));
    }

    private static AuditEvent event(AuditAction action, Actor actor, AuditObject object, @Nullable ClientAddress from) {
        return new AuditEvent(
                new AuditEventId(UUID.randomUUID()), new TenantId("demo"), TIME, action, actor, object, from);
    }

    @Test
    void ends_a_page_before_the_row_that_is_one_too_many() {
        store.server().when("FROM devices").then(ScriptedRows.of(fullDevice, bareDevice));
        assertThat(store.devices().list(bareDevice.device().tenant(), DeviceFilter.ALL, PageRequest.first(1)))
                .isEqualTo(new Page<>(
                        List.of(fullDevice.device()),
                        new Position(
                                fullDevice.device().registeredAt(),
                                fullDevice.device().id().value())));
    }

    @Test
    void refuses_a_registration_by_what_the_key_s_row_says() {
        store.server().when("UPDATE edge_provisioning_keys").thenUpdated(0);
        store.server().when("FROM edge_provisioning_keys").then(ScriptedRows.of(fullKey));
        assertThat(store.devices().register(SampleDevice.with(fullKey.key()).build(), SampleAttribution.any()))
                .isEqualTo(new Registration.KeyRefused(ProvisioningKeyStatus.REVOKED));
    }
}
