package io.deviceregistration.persistence.store;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.testkit.ProvisioningKeyStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract on PostgreSQL, watched through a second pool. */
final class PostgresProvisioningKeyStoreTest extends ProvisioningKeyStoreContract {

    private final TestDatabase database = TestDatabase.onEmptiedPostgres();

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
