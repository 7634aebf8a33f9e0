package io.deviceregistration.persistence.store;

import io.deviceregistration.core.testkit.AuditLogContract;
import io.deviceregistration.core.testkit.Stores;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract on PostgreSQL, watched through a second pool. */
final class PostgresAuditLogTest extends AuditLogContract {

    private final TestDatabase database = TestDatabase.onEmptiedPostgres();

    @Override
    protected Stores createStores() {
        return database.openBoth();
    }

    @Override
    protected Optional<Stores> openAgain() {
        return Optional.of(database.openBoth());
    }

    @AfterEach
    void close() {
        database.close();
    }
}
