package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import java.sql.Types;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * When devices were seen. Each device has a statement that decides by itself whether it may be; many share a transaction,
 * since a commit costs more than a row.
 */
final class DeviceSightings {

    /** How many devices a transaction holds: whoever changes one of them meanwhile should hardly notice. */
    static final int CHUNK = 100;

    private static final String RECORD_SEEN = """
            UPDATE devices SET last_seen_at = :at
            WHERE id = :id AND (last_seen_at IS NULL OR last_seen_at <= :intervalBefore)
            """;

    private final Transactions transactions;

    DeviceSightings(Transactions transactions) {
        this.transactions = transactions;
    }

    void record(Map<DeviceId, Instant> seen) {
        TreeMap<DeviceId, Instant> ordered = new TreeMap<>(Comparator.comparing(DeviceId::value, LockOrder.DEVICES));
        ordered.putAll(seen);
        List<Map.Entry<DeviceId, Instant>> all = List.copyOf(ordered.entrySet());
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<Map.Entry<DeviceId, Instant>> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            transactions.inTransaction(handle -> record(handle, chunk));
        }
    }

    private static int[] record(Handle handle, List<Map.Entry<DeviceId, Instant>> chunk) {
        try (PreparedBatch batch = handle.prepareBatch(RECORD_SEEN)) {
            for (Map.Entry<DeviceId, Instant> seen : chunk) {
                Instant at = seen.getValue();
                batch.bindBySqlType("at", Columns.utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                        .bindBySqlType(
                                "intervalBefore",
                                Columns.utc(at.minus(Device.SEEN_INTERVAL)),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .bind("id", seen.getKey().value())
                        .add();
            }
            return batch.execute();
        }
    }
}
