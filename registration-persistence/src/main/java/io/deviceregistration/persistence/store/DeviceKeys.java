package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.tenant.TenantId;
import java.sql.Types;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The hashes of a device's keys. Each change is one statement that decides by itself whether it may be. */
final class DeviceKeys {

    private static final String REPLACE_HASH =
            "UPDATE devices SET key_hash = :replacement WHERE id = :id AND key_hash = :old";

    private static final String REPLACE_KEY = """
            UPDATE devices SET key_hash = :replacement, previous_key_hash = NULL, previous_key_until = NULL,
                replay_until = NULL
            WHERE id = :id AND tenant_id = :tenant
            """;

    private static final String ROTATE_KEY = """
            UPDATE devices SET key_hash = :replacement, previous_key_hash = :presented, previous_key_until = :until,
                replay_until = NULL
            WHERE id = :id AND status = 'active' AND (key_hash = :presented OR previous_key_hash = :presented)
            """;

    private static final String CONFIRM_KEY = """
            UPDATE devices SET previous_key_hash = NULL, previous_key_until = NULL, replay_until = NULL
            WHERE id = :id AND key_hash = :current
            """;

    private final Transactions transactions;

    DeviceKeys(Transactions transactions) {
        this.transactions = transactions;
    }

    void replaceHash(DeviceId id, StoredHash old, StoredHash replacement) {
        transactions.update(handle -> handle.createUpdate(REPLACE_HASH)
                .bind("replacement", replacement.reveal())
                .bind("id", id.value())
                .bind("old", old.reveal())
                .execute());
    }

    /** Within a transaction of the caller's. */
    static boolean replaceKey(Handle handle, TenantId tenant, DeviceId id, StoredHash replacement) {
        return DeviceChanges.of(handle.createUpdate(REPLACE_KEY), tenant, id)
                        .bind("replacement", replacement.reveal())
                        .execute()
                == 1;
    }

    /** Within a transaction of the caller's. */
    static boolean rotateKey(
            Handle handle, DeviceId id, StoredHash presented, StoredHash replacement, Instant previousUntil) {
        return handle.createUpdate(ROTATE_KEY)
                        .bind("replacement", replacement.reveal())
                        .bind("presented", presented.reveal())
                        .bindBySqlType("until", Columns.utc(previousUntil), Types.TIMESTAMP_WITH_TIMEZONE)
                        .bind("id", id.value())
                        .execute()
                == 1;
    }

    boolean confirmKey(DeviceId id, StoredHash current) {
        return transactions.update(handle -> handle.createUpdate(CONFIRM_KEY)
                        .bind("id", id.value())
                        .bind("current", current.reveal())
                        .execute()
                == 1);
    }
}
