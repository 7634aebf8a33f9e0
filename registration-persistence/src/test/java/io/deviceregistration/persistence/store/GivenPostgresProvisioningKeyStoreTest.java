package io.deviceregistration.persistence.store;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.testkit.ProvisioningKeyStoreContract;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract on a backend's pool of connections to PostgreSQL, watched through a second store. */
final class GivenPostgresProvisioningKeyStoreTest extends ProvisioningKeyStoreContract {

    private final BorrowedStores stores = BorrowedStores.onPostgres();

    @Override
    protected ProvisioningKeyStore createStore() {
        return stores.open().keys();
    }

    @Override
    protected Optional<ProvisioningKeyStore> openAgain() {
        return Optional.of(stores.open().keys());
    }

    @AfterEach
    void close() throws SQLException {
        stores.close();
    }
}
