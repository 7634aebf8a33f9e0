package io.deviceregistration.core.testkit;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import java.util.Optional;

/**
 * What every {@link ProvisioningKeyStore} does. An adapter's test extends this and makes a store; see the package for an
 * example. The races take up to 32 threads, so a store whose connections are pooled must let callers wait for one.
 */
public abstract class ProvisioningKeyStoreContract extends RacingProvisioningKeys {

    /** A fresh, empty store, before each test. The subclass closes it, in an {@code @AfterEach} method of its own. */
    protected abstract ProvisioningKeyStore createStore() throws Exception;

    /**
     * The store that {@link #createStore} made last, opened once more, as another process would have it. Nothing, the
     * default, skips what only a second instance can show.
     */
    protected Optional<ProvisioningKeyStore> openAgain() throws Exception {
        return Optional.empty();
    }

    @Override
    final ProvisioningKeyStore newStore() throws Exception {
        return createStore();
    }

    @Override
    final Optional<ProvisioningKeyStore> secondStore() throws Exception {
        return openAgain();
    }
}
