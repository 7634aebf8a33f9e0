package io.deviceregistration.embedding;

import io.deviceregistration.app.adapter.Store;
import io.deviceregistration.core.testkit.DeviceRepositoryContract;
import io.deviceregistration.core.testkit.Stores;
import java.util.Map;

/** The other team's proof. */
final class InMemoryStoreTest extends DeviceRepositoryContract {

    @Override
    protected Stores createStores() {
        Store store = new InMemoryStoreProvider().open(Map.of());
        return new Stores(store.provisioningKeys(), store.devices(), store.audit());
    }
}
