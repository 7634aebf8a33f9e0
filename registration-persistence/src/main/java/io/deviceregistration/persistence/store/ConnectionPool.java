package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;

/** How connections are made and kept. */
final class ConnectionPool {

    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(2);

    /** Often enough that no firewall takes the connection for a dead one (Azure's cut idle ones after 4 minutes). */
    private static final Duration KEEPALIVE = Duration.ofMinutes(2);

    private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);

    private ConnectionPool() {}

    /** A pool for calls, each of which is limited in time. */
    static HikariDataSource forCalls(StoreSettings settings) throws CannotOpenStoreException {
        Dialect dialect = settings.dialect();
        HikariConfig config = config(settings, dialect.limited(settings.url()), settings.poolSize());
        config.setConnectionInitSql(dialect.greeting(settings.url()));
        return open(settings, config);
    }

    /** A pool for changing the schema, which takes the time it takes. */
    static HikariDataSource forMigration(StoreSettings settings) throws CannotOpenStoreException {
        return open(settings, config(settings, settings.url(), 2));
    }

    private static HikariConfig config(StoreSettings settings, String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("registration");
        config.setUsername(settings.user().isEmpty() ? null : settings.user());
        config.setPassword(settings.password().isEmpty() ? null : settings.password());
        settings.dialect().connect(config, url);
        config.setMaximumPoolSize(size);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(StoreSettings.CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        config.setKeepaliveTime(KEEPALIVE.toMillis());
        config.setMaxLifetime(MAX_LIFETIME.toMillis());
        config.setInitializationFailTimeout(1);
        config.setExceptionOverride(new BrokenConnections(settings.dialect()));
        return config;
    }

    private static HikariDataSource open(StoreSettings settings, HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new CannotOpenStoreException(
                    "the database " + settings.displayUrl() + " "
                            + Transactions.sqlCause(e)
                                    .map(cause -> reason(settings.dialect(), cause))
                                    .orElse("can't be opened"),
                    e);
        } catch (RuntimeException e) {
            // The words for it have the whole URL in them, which may have a password.
            throw new CannotOpenStoreException(
                    "the database " + settings.displayUrl() + " has a URL that its driver can't read", e);
        }
    }

    private static String reason(Dialect dialect, SQLException cause) {
        return dialect.refusal(cause).lines().findFirst().orElse("can't be opened");
    }
}
