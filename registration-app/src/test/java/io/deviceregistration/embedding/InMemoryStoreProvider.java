package io.deviceregistration.embedding;

import io.deviceregistration.app.adapter.Store;
import io.deviceregistration.app.adapter.StoreProvider;
import io.deviceregistration.core.testkit.InMemoryStores;
import java.util.Map;

/** Another team's store: what it keeps is gone when the app stops. */
public final class InMemoryStoreProvider implements StoreProvider {

    @Override
    public String name() {
        return "in-memory";
    }

    @Override
    public Store open(Map<String, String> settings) {
        if (!settings.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to set, but there is " + settings.keySet());
        }
        InMemoryStores stores = new InMemoryStores();
        return new Store(stores.keys(), stores.devices(), stores.audit(), () -> true, () -> {});
    }
}
