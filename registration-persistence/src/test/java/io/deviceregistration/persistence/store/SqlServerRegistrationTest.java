package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when a device registers, word for word, with the types that it declares. */
final class SqlServerRegistrationTest {

    private static final ProvisioningKey KEY = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .build()
            .key();
    private static final DeviceId ID = new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222"));
    private static final StoredHash HASH = StoredHash.of("$sample$1");

    private static final Attribution BY = SampleAttribution.any();

    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void counts_the_use_inserts_and_keeps_the_event_in_one_transaction() {
        HashedDevice device = SampleDevice.with(KEY)
                .id(ID)
                .name("Pumpe 😀")
                .location("Köln")
                .type("Pumpe")
                .attributes(Map.of("größe", "😀"))
                .registeredFrom("2001:db8::7")
                .lastSeenAt(Instant.parse("2024-05-01T10:00:00.003Z"))
                .hash(HASH)
                .build();
        Registration registration = store.devices().register(device, BY);
        assertThat(registration).isEqualTo(new Registration.Registered());
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE edge_provisioning_keys SET registrations = registrations + @P0,
                last_used_at = CASE WHEN last_used_at > @P1 THEN last_used_at ELSE @P2 END
                WHERE id = @P3 AND tenant_id = @P4 AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > @P5)
                AND (max_registrations IS NULL OR registrations <= max_registrations - @P6)
                    @P0  int              1
                    @P1  datetimeoffset   2024-03-10T02:29:59.993Z
                    @P2  datetimeoffset   2024-03-10T02:29:59.993Z
                    @P3  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P4  varchar(8000)    demo
                    @P5  datetimeoffset   2024-03-10T02:29:59.993Z
                    @P6  int              1
                INSERT INTO devices (id, tenant_id, name, name_key, location, type, attributes, status, key_hash,
                provisioning_key_id, registered_at, registered_from, last_seen_at, replay_until)
                VALUES (@P0, @P1, @P2, @P3, @P4, @P5, @P6, @P7, @P8,
                @P9, @P10, @P11, @P12, @P13)
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P1  varchar(8000)    demo
                    @P2  nvarchar(4000)   Pumpe 😀
                    @P3  nvarchar(4000)   pumpe 😀
                    @P4  nvarchar(4000)   Köln
                    @P5  nvarchar(4000)   Pumpe
                    @P6  nvarchar(4000)   {"größe":"😀"}
                    @P7  varchar(8000)    active
                    @P8  varchar(8000)    $sample$1
                    @P9  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P10 datetimeoffset   2024-03-10T02:29:59.993Z
                    @P11 varchar(8000)    2001:db8::7
                    @P12 datetimeoffset   2024-05-01T10:00:00.003Z
                    @P13 datetimeoffset   null
                """ + SentAuditEvent.insert(BY, "device_registered", device.device()) + "COMMIT\n");
    }

    @Test
    void gives_nulls_the_types_of_their_columns() {
        HashedDevice device = SampleDevice.with(KEY).hash(HASH).build();
        store.devices().register(device, BY);
        assertThat(store.sent())
                .endsWith("""
                    @P4  nvarchar(4000)   null
                    @P5  nvarchar(4000)   null
                    @P6  nvarchar(4000)   {}
                    @P7  varchar(8000)    active
                    @P8  varchar(8000)    $sample$1
                    @P9  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P10 datetimeoffset   2024-03-10T02:29:59.993Z
                    @P11 varchar(8000)    null
                    @P12 datetimeoffset   null
                    @P13 datetimeoffset   null
                """ + SentAuditEvent.insert(BY, "device_registered", device.device()) + "COMMIT\n");
    }

    @Test
    void sends_as_many_attributes_as_a_device_may_have() {
        Map<String, String> most = IntStream.range(0, 32)
                .boxed()
                .collect(Collectors.toMap(i -> "%064d".formatted(i), i -> "ü".repeat(256)));
        store.devices().register(SampleDevice.with(KEY).attributes(most).build(), BY);
        assertThat(store.sent()).contains("@P6  nvarchar(max)    {\"000").contains("üü\"}\n    @P7 ");
    }

    @Test
    void asks_in_the_same_transaction_why_a_use_was_not_counted() {
        store.server().when("UPDATE edge_provisioning_keys").thenUpdated(0);
        assertThat(store.devices().register(SampleDevice.with(KEY).build(), BY))
                .isEqualTo(new Registration.KeyUnknown());
        assertThat(store.sent()).endsWith("""
                SELECT id, tenant_id, label, key_hash, created_at, created_by, expires_at, revoked_at, revoked_by,
                max_registrations, registrations, last_used_at
                FROM edge_provisioning_keys WHERE id = @P0 AND tenant_id = @P1
                    @P0  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P1  varchar(8000)    demo
                COMMIT
                """);
    }
}
