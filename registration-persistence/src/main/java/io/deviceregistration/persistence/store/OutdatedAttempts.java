package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.RegistrationAttempt;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/**
 * Clears attempts away that are too old to be known, whosever they are: a provisioning key that made many is perhaps never
 * used again. One registration an hour does so for all, within its transaction, and only so many, so that none has long to
 * wait; while there are more, each does whose turn it is, one at a time in this process. Thread-safe.
 *
 * <p>Whoever clears has locked its provisioning key and its device by then, and waits for attempts alone; whoever holds an
 * attempt for longer than a statement waits for none that is outdated, unless an idempotency key comes again after a day.
 */
final class OutdatedAttempts {

    /** The second condition on the time is for a device whose attempt is another one by the time that it is found. */
    private static final String CLEAR = """
            DELETE FROM device_registrations
            WHERE device_id IN (SELECT device_id FROM device_registrations
                WHERE registered_at <= :after ORDER BY registered_at OFFSET 0 ROWS FETCH NEXT 100 ROWS ONLY)
              AND registered_at <= :after
            """;

    /** As {@link #CLEAR} has it: written out there, so that databases plan for a few rows. */
    static final int CLEARED_AT_ONCE = 100;

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final AtomicReference<Instant> due = new AtomicReference<>(Instant.MIN);

    /** Whether it is the turn of a registration at this time; if so, it is no other's. */
    boolean takeTurn(Instant at) {
        Instant next = due.get();
        return !at.isBefore(next) && due.compareAndSet(next, at.plus(INTERVAL));
    }

    /** Within the transaction of the registration whose turn it is. */
    void clear(Handle handle, Instant at) {
        int cleared = handle.createUpdate(CLEAR)
                .bindBySqlType(
                        "after", Columns.utc(at.minus(RegistrationAttempt.LIFETIME)), Types.TIMESTAMP_WITH_TIMEZONE)
                .execute();
        if (cleared >= CLEARED_AT_ONCE) {
            due.set(at);
        }
    }
}
