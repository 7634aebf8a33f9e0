package io.deviceregistration.persistence.store;

import io.deviceregistration.core.testkit.DeviceRepositoryContract;
import io.deviceregistration.core.testkit.Stores;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract on H2 in memory, watched through a second pool. */
final class H2MemoryDeviceRepositoryTest extends DeviceRepositoryContract {

    private final TestDatabase database = TestDatabase.inMemoryWithSchema();

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
