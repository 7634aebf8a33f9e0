package io.deviceregistration.persistence.store;

import io.deviceregistration.core.testkit.Stores;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** Stores on a backend's pool, over one database whose schema the backend has made itself. */
final class BorrowedStores implements AutoCloseable {

    private final BorrowedPool pool;
    private final Runnable drop;

    private BorrowedStores(String url, Runnable drop) {
        this.pool = new BorrowedPool(url);
        this.drop = drop;
    }

    static BorrowedStores onH2() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        try (var connection = DriverManager.getConnection(url)) {
            Dialect.run(connection, H2Script.SQL);
        } catch (SQLException e) {
            throw new IllegalStateException("the schema's script failed", e);
        }
        return new BorrowedStores(url, () -> {});
    }

    static BorrowedStores onPostgres() {
        String name = TestPostgres.newDatabaseWithSchema();
        return new BorrowedStores(TestPostgres.url(name), () -> TestPostgres.drop(name));
    }

    Stores open() {
        DatabaseStore store = DatabaseStore.on(pool.dataSource());
        store.requireSchema();
        return new Stores(store.provisioningKeys(), store.devices(), store.audit());
    }

    @Override
    public void close() throws SQLException {
        try {
            pool.assertAllCameBackAsTheyWent();
        } finally {
            pool.close();
            drop.run();
        }
    }

    /** Written once: each test runs it. */
    private static final class H2Script {
        static final String SQL = DatabaseStore.schemaSql(DatabaseKind.H2);
    }
}
