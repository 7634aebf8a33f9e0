package io.deviceregistration.core.testkit;

import java.util.Optional;

final class InMemoryDeviceRepositoryTest extends DeviceRepositoryContract {

    private InMemoryStores inMemory = new InMemoryStores();

    @Override
    protected Stores createStores() {
        inMemory = new InMemoryStores();
        return inMemory.all();
    }

    @Override
    protected Optional<Stores> openAgain() {
        return Optional.of(inMemory.all());
    }
}
