package io.deviceregistration.persistence.store;

import io.deviceregistration.core.testkit.Stores;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** A fresh database with its schema, for one test; opened as often as the test likes. */
final class TestDatabase implements AutoCloseable {

    private final StoreSettings settings;
    private final Deque<DatabaseStore> opened = new ArrayDeque<>();

    private TestDatabase(String url) {
        settings = StoreSettings.of(url);
    }

    static TestDatabase inMemory() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID());
    }

    static TestDatabase inFolder(Path folder) {
        return new TestDatabase("jdbc:h2:file:" + folder.resolve("registration"));
    }

    static TestDatabase onPostgres() {
        return new TestDatabase(TestPostgres.newDatabase());
    }

    StoreSettings settings() {
        return settings;
    }

    /** The store, whose schema the first opening brings up to date. */
    DatabaseStore open() {
        DatabaseStore store = DatabaseStore.open(settings);
        if (opened.isEmpty()) {
            store.migrate();
        }
        opened.push(store);
        return store;
    }

    Stores openBoth() {
        DatabaseStore store = open();
        return new Stores(store.provisioningKeys(), store.devices());
    }

    @Override
    public void close() {
        opened.forEach(DatabaseStore::close);
    }
}
