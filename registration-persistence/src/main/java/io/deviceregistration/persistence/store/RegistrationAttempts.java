package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.value.Sha256;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table {@code device_registrations}: what registrations are known again by. Its rows go with their devices. */
final class RegistrationAttempts {

    private static final String FIND = """
            SELECT request_hash, device_id FROM device_registrations
            WHERE provisioning_key_id = :key AND idempotency_key_hash = :idempotencyKey AND registered_at > :after
            """;

    private static final String FORGET = """
            DELETE FROM device_registrations
            WHERE provisioning_key_id = :key AND idempotency_key_hash = :idempotencyKey AND registered_at <= :after
            """;

    private static final String FORGET_DEVICE = "DELETE FROM device_registrations WHERE device_id = :device";

    private static final String INSERT = """
            INSERT INTO device_registrations (provisioning_key_id, idempotency_key_hash, request_hash, device_id,
                registered_at)
            VALUES (:key, :idempotencyKey, :request, :device, :at)
            """;

    /** A row. */
    record Row(Sha256 request, DeviceId device) {}

    private RegistrationAttempts() {}

    static Optional<Row> find(Handle handle, ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
        return of(handle.createQuery(FIND), key, idempotencyKey, after)
                .map((row, context) -> new Row(
                        new Sha256(row.getString("request_hash")), new DeviceId(Columns.uuid(row, "device_id"))))
                .findOne();
    }

    /** Whether the device's provisioning key has made this attempt already. */
    static boolean isKnown(Handle handle, Device device, RegistrationAttempt attempt) {
        return find(handle, device.provisioningKey(), attempt.idempotencyKey(), begin(device))
                .isPresent();
    }

    /** What is kept of a registration. */
    record Kept(Device device, RegistrationAttempt attempt) {}

    /** Keeps the attempt in the place of one that is too old to be known. */
    static void keep(Handle handle, Device device, RegistrationAttempt attempt) {
        of(handle.createUpdate(FORGET), device.provisioningKey(), attempt.idempotencyKey(), begin(device))
                .execute();
        bound(handle.createUpdate(INSERT), device, attempt).execute();
    }

    /** Keeps many, likewise. */
    static void keepAll(Handle handle, List<Kept> kept) {
        try (PreparedBatch forget = handle.prepareBatch(FORGET);
                PreparedBatch insert = handle.prepareBatch(INSERT)) {
            for (Kept each : kept) {
                Device device = each.device();
                of(forget, device.provisioningKey(), each.attempt().idempotencyKey(), begin(device))
                        .add();
                bound(insert, device, each.attempt()).add();
            }
            forget.execute();
            insert.execute();
        }
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Device device, RegistrationAttempt attempt) {
        return statement
                .bind("key", device.provisioningKey().value())
                .bind("idempotencyKey", attempt.idempotencyKey().hex())
                .bind("request", attempt.request().hex())
                .bind("device", device.id().value())
                .bindBySqlType("at", Columns.utc(device.registeredAt()), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    /** Forgets whatever attempts there are of the device. */
    static void forget(Handle handle, DeviceId device) {
        handle.createUpdate(FORGET_DEVICE).bind("device", device.value()).execute();
    }

    private static Instant begin(Device device) {
        return device.registeredAt().minus(RegistrationAttempt.LIFETIME);
    }

    private static <S extends SqlStatement<S>> S of(
            S statement, ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
        return statement
                .bind("key", key.value())
                .bind("idempotencyKey", idempotencyKey.hex())
                .bindBySqlType("after", Columns.utc(after), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
