package io.deviceregistration.persistence.store;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.testkit.ProvisioningKeyStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 in a file, watched through a second pool. */
final class H2FileProvisioningKeyStoreTest extends ProvisioningKeyStoreContract {

    @TempDir
    private Path folder;

    private TestDatabase database;

    @Override
    protected ProvisioningKeyStore createStore() {
        database = TestDatabase.inFolderWithSchema(folder);
        return database.open().provisioningKeys();
    }

    @Override
    protected Optional<ProvisioningKeyStore> openAgain() {
        return Optional.of(database.open().provisioningKeys());
    }

    @AfterEach
    void close() {
        database.close();
    }
}
