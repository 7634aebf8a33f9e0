package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A pool of the store's own. */
final class OwnConnections implements Connections {

    private final StoreSettings settings;
    private final HikariDataSource pool;

    private OwnConnections(StoreSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
    }

    static OwnConnections open(StoreSettings settings) {
        return new OwnConnections(settings, ConnectionPool.forCalls(settings));
    }

    @Override
    public Dialect dialect() {
        return settings.dialect();
    }

    @Override
    public String displayUrl() {
        return settings.displayUrl();
    }

    @Override
    public @Nullable Lock writing() {
        return dialect().writing(settings.url());
    }

    @Override
    public ConnectionFactory forCalls() {
        return pool::getConnection;
    }

    /** Beside the pool for calls: changing a schema takes the time it takes. */
    @Override
    public <E extends Exception> void forSchema(Work<E> work) throws SQLException, E {
        try (HikariDataSource unlimited = ConnectionPool.forMigration(settings)) {
            work.with(unlimited::getConnection);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
