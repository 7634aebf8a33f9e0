package io.deviceregistration.persistence.store;

import io.deviceregistration.core.testkit.DeviceRepositoryContract;
import io.deviceregistration.core.testkit.Stores;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 in a file, watched through a second pool. */
final class H2FileDeviceRepositoryTest extends DeviceRepositoryContract {

    @TempDir
    private Path folder;

    private TestDatabase database;

    @Override
    protected Stores createStores() {
        database = TestDatabase.inFolderWithSchema(folder);
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
