package io.deviceregistration.persistence.store;

import io.deviceregistration.core.testkit.DeviceRepositoryContract;
import io.deviceregistration.core.testkit.Stores;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract on a backend's pool of connections to H2, watched through a second store. */
final class GivenH2DeviceRepositoryTest extends DeviceRepositoryContract {

    private final BorrowedStores stores = BorrowedStores.onH2();

    @Override
    protected Stores createStores() {
        return stores.open();
    }

    @Override
    protected Optional<Stores> openAgain() {
        return Optional.of(stores.open());
    }

    @AfterEach
    void close() throws SQLException {
        stores.close();
    }
}
