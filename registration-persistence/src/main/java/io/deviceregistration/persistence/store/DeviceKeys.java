package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.tenant.TenantId;

/** The hashes of a device's keys. Each change is one statement that decides by itself whether it may be. */
final class DeviceKeys {

    private static final String REPLACE_HASH =
            "UPDATE devices SET key_hash = :replacement WHERE id = :id AND key_hash = :old";

    private static final String REPLACE_KEY =
            "UPDATE devices SET key_hash = :replacement WHERE id = :id AND tenant_id = :tenant";

    private final Transactions transactions;

    DeviceKeys(Transactions transactions) {
        this.transactions = transactions;
    }

    void replaceHash(DeviceId id, StoredHash old, StoredHash replacement) {
        transactions.withHandle(handle -> handle.createUpdate(REPLACE_HASH)
                .bind("replacement", replacement.reveal())
                .bind("id", id.value())
                .bind("old", old.reveal())
                .execute());
    }

    boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement) {
        return transactions.withHandle(handle -> DeviceChanges.of(handle.createUpdate(REPLACE_KEY), tenant, id)
                        .bind("replacement", replacement.reveal())
                        .execute()
                == 1);
    }
}
