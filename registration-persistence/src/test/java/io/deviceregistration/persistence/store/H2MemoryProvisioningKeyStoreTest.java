package io.deviceregistration.persistence.store;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.testkit.ProvisioningKeyStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract on H2 in memory, watched through a second pool. */
final class H2MemoryProvisioningKeyStoreTest extends ProvisioningKeyStoreContract {

    private final TestDatabase database = TestDatabase.inMemoryWithSchema();

    @Override
    protected ProvisioningKeyStore createStore() {
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
