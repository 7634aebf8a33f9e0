package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.PastAttempt;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves Microsoft's driver when registrations are repeated, word for word, with the types that it declares. */
final class SqlServerReplayTest {

    private static final Instant AT = Instant.parse("2024-03-10T03:00:00.001Z");

    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo")
            .id(new ProvisioningKeyId(UUID.fromString("11111111-1111-1111-1111-111111111111")))
            .build();
    private final DeviceId id = new DeviceId(UUID.fromString("22222222-2222-2222-2222-222222222222"));
    private final RegistrationAttempt attempt =
            new RegistrationAttempt(new Sha256("a".repeat(64)), new Sha256("b".repeat(64)));
    private final HashedDevice device = SampleDevice.with(key.key())
            .id(id)
            .replayUntil(Instant.parse("2024-03-11T02:29:59.993Z"))
            .build();
    private final ScriptedStore store = ScriptedStore.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keeps_the_attempt_and_clears_outdated_ones_in_the_registration_s_transaction() {
        Attribution by = SampleAttribution.any();
        assertThat(store.devices().register(device, attempt, by)).isEqualTo(new Registration.Registered());
        assertThat(store.sent())
                .endsWith("""
                    @P13 datetimeoffset   2024-03-11T02:29:59.993Z
                DELETE FROM device_registrations
                WHERE device_id IN (SELECT device_id FROM device_registrations
                WHERE registered_at <= @P0 ORDER BY registered_at OFFSET 0 ROWS FETCH NEXT 100 ROWS ONLY)
                AND registered_at <= @P1
                    @P0  datetimeoffset   2024-03-09T02:29:59.993Z
                    @P1  datetimeoffset   2024-03-09T02:29:59.993Z
                DELETE FROM device_registrations
                WHERE provisioning_key_id = @P0 AND idempotency_key_hash = @P1 AND registered_at <= @P2
                    @P0  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P1  varchar(8000)    %1$s
                    @P2  datetimeoffset   2024-03-09T02:29:59.993Z
                INSERT INTO device_registrations (provisioning_key_id, idempotency_key_hash, request_hash, device_id,
                registered_at)
                VALUES (@P0, @P1, @P2, @P3, @P4)
                    @P0  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P1  varchar(8000)    %1$s
                    @P2  varchar(8000)    %2$s
                    @P3  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P4  datetimeoffset   2024-03-10T02:29:59.993Z
                """.formatted(
                                        attempt.idempotencyKey().hex(),
                                        attempt.request().hex())
                        + SentAuditEvent.insert(by, "device_registered", device.device()) + "COMMIT\n");
    }

    @Test
    void finds_an_attempt_and_its_device() {
        store.server().when("FROM device_registrations").then(ScriptedRows.attempt(attempt, id));
        store.server().when("FROM devices").then(ScriptedRows.of(device));
        assertThat(store.devices().findAttempt(key.key().id(), attempt.idempotencyKey(), AT))
                .contains(new PastAttempt(attempt.request(), device));
        assertThat(store.sent())
                .startsWith("""
                SELECT request_hash, device_id FROM device_registrations
                WHERE provisioning_key_id = @P0 AND idempotency_key_hash = @P1 AND registered_at > @P2
                    @P0  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P1  varchar(8000)    %s
                    @P2  datetimeoffset   2024-03-10T03:00:00.001Z
                """.formatted(attempt.idempotencyKey().hex()));
    }

    @Test
    void replays_in_one_transaction_that_locks_the_provisioning_key_first() {
        Attribution by = SampleAttribution.at(AT);
        store.server().when("SELECT id, tenant_id, name").then(ScriptedRows.of(device));
        assertThat(store.devices().replay(key.key().id(), attempt.idempotencyKey(), id, StoredHash.of("$sample$1"), by))
                .isEqualTo(new Registration.Registered());
        assertThat(store.sent())
                .isEqualTo("""
                BEGIN
                UPDATE edge_provisioning_keys
                SET last_used_at = CASE WHEN last_used_at > @P0 THEN last_used_at ELSE @P1 END
                WHERE id = @P2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @P3)
                    @P0  datetimeoffset   2024-03-10T03:00:00.001Z
                    @P1  datetimeoffset   2024-03-10T03:00:00.001Z
                    @P2  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P3  datetimeoffset   2024-03-10T03:00:00.001Z
                UPDATE devices SET key_hash = @P0
                WHERE id = @P1 AND provisioning_key_id = @P2 AND replay_until > @P3
                AND EXISTS (SELECT 1 FROM device_registrations
                WHERE provisioning_key_id = @P4 AND idempotency_key_hash = @P5 AND device_id = @P6)
                    @P0  varchar(8000)    $sample$1
                    @P1  uniqueidentifier 22222222-2222-2222-2222-222222222222
                    @P2  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P3  datetimeoffset   2024-03-10T03:00:00.001Z
                    @P4  uniqueidentifier 11111111-1111-1111-1111-111111111111
                    @P5  varchar(8000)    %s
                    @P6  uniqueidentifier 22222222-2222-2222-2222-222222222222
                SELECT id, tenant_id, name, location, type, attributes, status, key_hash, provisioning_key_id, registered_at,
                last_seen_at, reregistration_until, registered_from, previous_key_hash, previous_key_until, replay_until FROM devices WHERE id = @P0
                    @P0  uniqueidentifier 22222222-2222-2222-2222-222222222222
                """.formatted(attempt.idempotencyKey().hex())
                        + SentAuditEvent.insert(by, "device_registration_replayed", device.device()) + "COMMIT\n");
    }

    @Test
    void a_registration_that_was_committed_before_its_connection_was_lost_is_no_attempt_of_before() {
        store.server().whenCommit().onTime(1).thenDoAndCutConnection();
        store.server().when("INSERT INTO devices").onTime(2).then(new SqlServerError(2627, 14).reply());
        store.server().when("FROM device_registrations").then(ScriptedRows.attempt(attempt, id));
        store.server()
                .when("SELECT key_hash FROM devices")
                .then(ScriptedRows.hash(device.keyHash().reveal()));
        assertThat(store.devices().register(device, attempt, SampleAttribution.any()))
                .isEqualTo(new Registration.Registered());
    }

    @Test
    void a_registration_that_was_committed_and_replayed_since_is_an_attempt_of_before() {
        store.server().whenCommit().onTime(1).thenDoAndCutConnection();
        store.server().when("INSERT INTO devices").onTime(2).then(new SqlServerError(2627, 14).reply());
        store.server().when("SELECT request_hash, device_id").then(ScriptedRows.attempt(attempt, id));
        store.server().when("SELECT key_hash FROM devices").then(ScriptedRows.hash("$sample$another"));
        assertThat(store.devices().register(device, attempt, SampleAttribution.any()))
                .isEqualTo(new Registration.AttemptedBefore());
    }
}
