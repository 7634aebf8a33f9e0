package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Actor;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditEventId;
import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.persistence.tds.ScriptedTdsServer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when an audit event is kept, word for word, and when there is nothing to keep. */
final class SqlServerAuditEventsTest {

    private static final Instant AT = Instant.parse("2024-06-01T10:00:00.002Z");
    private static final AuditEventId EVENT = new AuditEventId(UUID.fromString("33333333-3333-3333-3333-333333333333"));
    private static final Attribution BY = SampleAttribution.any();

    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .label("Büro 😀")
            .build();
    private final HashedDevice device = SampleDevice.with(key.key())
            .id(new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222")))
            .name("Pumpe 😀")
            .build();
    private final ScriptedStore store = ScriptedStore.open();
    private final ScriptedTdsServer server = store.server();

    @BeforeEach
    void fill() {
        server.when("SELECT id, tenant_id, name").then(ScriptedRows.of(device));
        server.when("SELECT id, tenant_id, label").then(ScriptedRows.of(key));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_administrator_and_an_object_are_people_s_words() {
        Attribution by = SampleAttribution.of(Actor.administrator(new Subject("Ädä 😀")), AT);
        store.keys().insert(key, new Attribution(EVENT, by.at(), by.actor(), by.from()));
        assertThat(store.sent()).endsWith("""
                INSERT INTO audit_events (tenant_id, occurred_at, id, action, actor_type, actor_id, object_id, object_name,
                client_address)
                VALUES (@P0, @P1, @P2, @P3, @P4, @P5, @P6, @P7, @P8)
                    @P0  varchar(8000)    demo
                    @P1  datetimeoffset   2024-06-01T10:00:00.002Z
                    @P2  uniqueidentifier 33333333-3333-3333-3333-333333333333
                    @P3  varchar(8000)    provisioning_key_created
                    @P4  varchar(8000)    administrator
                    @P5  nvarchar(4000)   Ädä 😀
                    @P6  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P7  nvarchar(4000)   Büro 😀
                    @P8  varchar(8000)    2001:db8::7
                COMMIT
                """);
    }

    @Test
    void a_key_is_an_actor_by_its_id_and_an_address_that_is_not_known_is_null() {
        Actor actor = Actor.provisioningKey(key.key().id().value());
        store.devices().register(device, new Attribution(EVENT, AT, actor, null));
        assertThat(store.sent()).endsWith("""
                    @P2  uniqueidentifier 33333333-3333-3333-3333-333333333333
                    @P3  varchar(8000)    device_registered
                    @P4  varchar(8000)    provisioning_key
                    @P5  nvarchar(4000)   11111111-1111-1111-1111-111111111111
                    @P6  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P7  nvarchar(4000)   Pumpe 😀
                    @P8  varchar(8000)    null
                COMMIT
                """);
    }

    @Test
    void a_device_is_an_actor_by_its_id() {
        Actor actor = Actor.device(device.device().id().value());
        StoredHash hash = device.keyHash();
        store.devices().rotateKey(device.device().id(), hash, hash, AT, SampleAttribution.of(actor, AT));
        assertThat(store.sent()).contains("""
                    @P3  varchar(8000)    device_key_rotated
                    @P4  varchar(8000)    device
                    @P5  nvarchar(4000)   22222222-2222-2222-2222-222222222222
                    @P6  uniqueidentifier 22222222-2222-2222-2222-222222222222
                """);
    }

    @Test
    void none_of_a_status_that_the_device_has_already() {
        server.when("UPDATE devices SET status").thenUpdated(0);
        assertThat(store.devices()
                        .changeStatus(key.key().tenant(), device.device().id(), DeviceStatus.DISABLED, BY))
                .contains(device.device());
        assertNoneIsKept();
    }

    @Test
    void none_of_a_description_that_keeps_every_part() {
        DeviceChange none = new DeviceChange(Change.none(), Change.none(), null);
        assertThat(store.devices().describe(key.key().tenant(), device.device().id(), none, BY))
                .contains(device.device());
        assertNoneIsKept();
    }

    @Test
    void none_of_a_window_that_was_not_open() {
        server.when("UPDATE devices SET reregistration_until").thenUpdated(0);
        assertThat(store.devices()
                        .closeReregistration(key.key().tenant(), device.device().id(), BY))
                .isTrue();
        assertNoneIsKept();
    }

    @Test
    void none_of_a_rotation_that_came_too_late() {
        server.when("UPDATE devices").thenUpdated(0);
        StoredHash hash = device.keyHash();
        assertThat(store.devices().rotateKey(device.device().id(), hash, hash, AT, BY))
                .isFalse();
        assertNoneIsKept();
    }

    @Test
    void none_of_a_second_revocation() {
        server.when("UPDATE edge_provisioning_keys").thenUpdated(0);
        assertThat(store.keys()
                        .revoke(
                                key.key().tenant(),
                                key.key().id(),
                                new ProvisioningKey.Revocation(AT, new Subject("bob")),
                                BY))
                .contains(key.key());
        assertNoneIsKept();
    }

    @Test
    void none_of_a_registration_that_is_refused() {
        server.when("UPDATE edge_provisioning_keys").thenUpdated(0);
        server.when("SELECT id, tenant_id, label")
                .then(ScriptedRows.of(SampleProvisioningKey.of("demo")
                        .revoked(SampleProvisioningKey.CREATED_AT, "bob")
                        .build()));
        assertThat(store.devices().register(device, BY)).isInstanceOf(Registration.KeyRefused.class);
        assertThat(store.devices()
                        .replay(
                                key.key().id(),
                                Sha256.of("attempt"),
                                device.device().id(),
                                device.keyHash(),
                                BY))
                .isInstanceOf(Registration.KeyRefused.class);
        assertNoneIsKept();
    }

    @Test
    void none_of_a_replay_that_came_too_late() {
        server.when("UPDATE devices").thenUpdated(0);
        assertThat(store.devices()
                        .replay(
                                key.key().id(),
                                Sha256.of("attempt"),
                                device.device().id(),
                                device.keyHash(),
                                BY))
                .isEqualTo(new Registration.AttemptedBefore());
        assertNoneIsKept();
    }

    /** Nor does anybody look for one: each call was tried once. */
    private void assertNoneIsKept() {
        assertThat(store.sent()).endsWith("COMMIT\n").doesNotContain("audit_events");
    }
}
