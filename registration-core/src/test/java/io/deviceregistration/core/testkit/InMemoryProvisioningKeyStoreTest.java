package io.deviceregistration.core.testkit;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import java.util.Optional;

final class InMemoryProvisioningKeyStoreTest extends ProvisioningKeyStoreContract {

    private InMemoryStores stores = new InMemoryStores();

    @Override
    protected ProvisioningKeyStore createStore() {
        stores = new InMemoryStores();
        return stores.keys();
    }

    @Override
    protected Optional<ProvisioningKeyStore> openAgain() {
        return Optional.of(stores.keys());
    }
}
