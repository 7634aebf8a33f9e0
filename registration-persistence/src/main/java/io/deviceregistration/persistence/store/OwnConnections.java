package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A pool of the store's own, closed with it. */
final class OwnConnections implements Connections {

    private final StoreSettings settings;
    private final HikariDataSource pool;

    private OwnConnections(StoreSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
    }

    static OwnConnections forCalls(StoreSettings settings) {
        return new OwnConnections(settings, ConnectionPool.forCalls(settings));
    }

    @Override
    public Connection openConnection() throws SQLException {
        return pool.getConnection();
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

    /** The URL, or what each connection begins with, sets it. */
    @Override
    public Optional<Duration> statementLimit() {
        return Optional.empty();
    }

    @Override
    public Connections forMigration() {
        return new OwnConnections(settings, ConnectionPool.forMigration(settings));
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        pool.setMetricRegistry(meters);
    }

    @Override
    public void close() {
        pool.close();
    }
}
