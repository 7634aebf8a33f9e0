package io.deviceregistration.core.testkit;

import io.deviceregistration.core.device.DeviceRepository;
import java.util.Optional;

/**
 * What every {@link DeviceRepository} does. An adapter's test extends this and makes a store; see the package for an
 * example. The races take up to 64 threads, so a store whose connections are pooled must let callers wait for one.
 */
public abstract class DeviceRepositoryContract extends DisablingDevices {

    /**
     * A fresh, empty store, before each test, with an adapter for provisioning keys that meets its own contract. The
     * subclass closes it, in an {@code @AfterEach} method of its own.
     */
    protected abstract Stores createStores() throws Exception;

    /**
     * The store that {@link #createStores} made last, opened once more, as another process would have it. Nothing, the
     * default, skips what only a second instance can show.
     */
    protected Optional<Stores> openAgain() throws Exception {
        return Optional.empty();
    }

    @Override
    final Stores newStores() throws Exception {
        return createStores();
    }

    @Override
    final Optional<Stores> secondStores() throws Exception {
        return openAgain();
    }
}
