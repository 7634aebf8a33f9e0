package io.deviceregistration.persistence.store;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.value.Words;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The registration transaction: count the use on the provisioning key if it may be used, then insert the device. */
final class DeviceInsertion {

    private static final String INSERT = """
            INSERT INTO devices (id, tenant_id, name, name_key, location, type, attributes, status, key_hash,
                provisioning_key_id, registered_at, registered_from, last_seen_at, replay_until)
            VALUES (:id, :tenant, :name, :nameKey, :location, :type, :attributes, :status, :hash,
                :key, :at, :from, :lastSeenAt, :replayUntil)
            """;

    private static final String FIND_HASH = "SELECT key_hash FROM devices WHERE id = :id";

    private static final String FIND_REPLACEABLE =
            "SELECT id FROM devices WHERE tenant_id = :tenant AND name_key = :nameKey AND reregistration_until > :at";

    private final Transactions transactions;
    private final Dialect dialect;
    private final AuditTrail trail;
    private final OutdatedAttempts outdated = new OutdatedAttempts();

    DeviceInsertion(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.trail = new AuditTrail(dialect);
    }

    /**
     * Registers one device.
     *
     * @param attempt what the registration is known again by, or null if it is not to be
     * @param before whether this may have been done already
     */
    Registration register(HashedDevice hashed, @Nullable RegistrationAttempt attempt, Attribution by, boolean before) {
        Instant at = hashed.device().registeredAt();
        boolean clears = attempt != null && outdated.takeTurn(at);
        try {
            return transactions.inTransactionOnce(before, (handle, inDoubt) -> {
                if (RegistrationUse.count(handle, hashed.device())) {
                    insert(handle, hashed);
                    if (clears) {
                        outdated.clear(handle, at);
                    }
                    if (attempt != null) {
                        RegistrationAttempts.keep(handle, hashed.device(), attempt);
                    }
                    trail.add(handle, inDoubt, by, AuditAction.DEVICE_REGISTERED, hashed.device());
                    return new Registration.Registered();
                }
                // An earlier try that was committed after all has perhaps used the key up.
                if (inDoubt && isStored(handle, hashed)) {
                    return new Registration.Registered();
                }
                return isKnown(handle, hashed, attempt)
                        ? new Registration.AttemptedBefore()
                        : RegistrationUse.refusal(handle, hashed.device());
            });
        } catch (DuplicateRowException e) {
            return duplicate(hashed, attempt, e);
        }
    }

    /**
     * The name is taken or the attempt known, unless it is by this very device: then an earlier try was committed after
     * all, and perhaps has been replayed since.
     */
    private Registration duplicate(
            HashedDevice hashed, @Nullable RegistrationAttempt attempt, DuplicateRowException e) {
        Optional<StoredHash> stored =
                transactions.query(handle -> hash(handle, hashed.device().id()));
        if (e.inDoubt() && stored.filter(hashed.keyHash()::equals).isPresent()) {
            return new Registration.Registered();
        }
        // In this order: who takes a device's place closes its window and keeps the attempt at one moment.
        @Nullable DeviceId replaceable = stored.isEmpty() ? replaceable(hashed.device()) : null;
        boolean known = transactions.query(handle -> isKnown(handle, hashed, attempt));
        if (known && (stored.isEmpty() || e.inDoubt())) {
            return new Registration.AttemptedBefore();
        }
        if (stored.isEmpty()) {
            return new Registration.NameTaken(replaceable);
        }
        throw e;
    }

    private @Nullable DeviceId replaceable(Device newcomer) {
        return transactions
                .query(handle -> handle.createQuery(FIND_REPLACEABLE)
                        .bind("tenant", newcomer.tenant().value())
                        .bindBySqlType("nameKey", newcomer.name().folded(), dialect.unicode())
                        .bindBySqlType("at", Columns.utc(newcomer.registeredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .map((row, context) -> new DeviceId(Columns.uuid(row, "id")))
                        .findOne())
                .orElse(null);
    }

    private void insert(Handle handle, HashedDevice hashed) {
        bound(handle.createUpdate(INSERT), hashed).execute();
    }

    /** Within a transaction of the caller's. */
    void insertAll(Handle handle, List<HashedDevice> devices) {
        try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
            devices.forEach(device -> bound(batch, device).add());
            batch.execute();
        }
    }

    /** Within a transaction of the caller's. */
    void keepAll(Handle handle, List<RegistrationAttempts.Kept> kept) {
        if (!kept.isEmpty()) {
            Instant at = kept.get(0).device().registeredAt();
            if (outdated.takeTurn(at)) {
                outdated.clear(handle, at);
            }
            RegistrationAttempts.keepAll(handle, kept);
        }
    }

    private <S extends SqlStatement<S>> S bound(S statement, HashedDevice hashed) {
        Device device = hashed.device();
        return statement
                .bind("id", device.id().value())
                .bind("tenant", device.tenant().value())
                .bindBySqlType("name", device.name().value(), dialect.unicode())
                .bindBySqlType("nameKey", device.name().folded(), dialect.unicode())
                .bindBySqlType("location", DeviceChanges.text(device.location()), dialect.unicode())
                .bindBySqlType("type", DeviceChanges.text(device.type()), dialect.unicode())
                .bindBySqlType("attributes", AttributesJson.write(device.attributes()), dialect.unicode())
                .bind("status", Words.of(device.status()))
                .bind("hash", hashed.keyHash().reveal())
                .bind("key", device.provisioningKey().value())
                .bindBySqlType("at", Columns.utc(device.registeredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .bindBySqlType("from", DeviceChanges.text(device.registeredFrom()), Types.VARCHAR)
                .bindBySqlType("lastSeenAt", Columns.utcOrNull(device.lastSeenAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .bindBySqlType("replayUntil", Columns.utcOrNull(hashed.replayUntil()), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    static boolean isKnown(Handle handle, HashedDevice hashed, @Nullable RegistrationAttempt attempt) {
        return attempt != null && RegistrationAttempts.isKnown(handle, hashed.device(), attempt);
    }

    static boolean isStored(Handle handle, HashedDevice hashed) {
        return hash(handle, hashed.device().id())
                .filter(hashed.keyHash()::equals)
                .isPresent();
    }

    private static Optional<StoredHash> hash(Handle handle, DeviceId id) {
        return handle.createQuery(FIND_HASH)
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .map(StoredHash::of);
    }
}
