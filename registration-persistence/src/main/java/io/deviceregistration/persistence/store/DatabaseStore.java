package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/**
 * Provisioning keys and devices in a relational database, over one connection pool.
 *
 * <p>Safe for use by any number of threads. {@link #close} closes the pool; calls that come later throw {@link
 * io.deviceregistration.core.fault.StorageUnavailableException}.
 */
public final class DatabaseStore implements AutoCloseable {

    private final HikariDataSource dataSource;
    private final ProvisioningKeyStore provisioningKeys;
    private final DeviceRepository devices;

    private DatabaseStore(HikariDataSource dataSource, Database database) {
        this.dataSource = dataSource;
        Transactions transactions = new Transactions(Jdbi.create(dataSource), database);
        this.provisioningKeys = new JdbiProvisioningKeyStore(transactions);
        this.devices = new JdbiDeviceRepository(transactions);
    }

    /**
     * Connects to the database, and leaves its schema as it is.
     *
     * @throws CannotOpenStoreException if the database is unreachable, refuses the credentials, or is in use by another
     *     process that doesn't share it
     */
    public static DatabaseStore open(StoreSettings settings) {
        try {
            return new DatabaseStore(new HikariDataSource(pool(settings)), settings.database());
        } catch (PoolInitializationException e) {
            throw new CannotOpenStoreException(reason(settings, e), e);
        }
    }

    /**
     * Brings the schema up to date, by Liquibase's change sets; does nothing if it is.
     *
     * @throws io.deviceregistration.core.fault.StorageException if a change set fails
     */
    public void migrate() {
        Schema.migrate(dataSource);
    }

    /**
     * The SQL that {@link #migrate} would run on the database as it is. Runs none of it, and makes no database that isn't
     * there.
     *
     * @throws CannotOpenStoreException as {@link #open} does
     */
    public static String pendingSql(StoreSettings settings) {
        Database database = settings.database();
        try (HikariDataSource dataSource =
                new HikariDataSource(pool(settings.withUrl(database.withoutCreating(settings.url()))))) {
            return Schema.pendingSql(dataSource);
        } catch (PoolInitializationException e) {
            if (Transactions.sqlCause(e).filter(database::isAbsent).isPresent()) {
                return pendingSql(settings.withUrl(database.emptyUrl()));
            }
            throw new CannotOpenStoreException(reason(settings, e), e);
        }
    }

    public ProvisioningKeyStore provisioningKeys() {
        return provisioningKeys;
    }

    public DeviceRepository devices() {
        return devices;
    }

    /** Waits for running statements' connections to come back, then closes them all. */
    @Override
    public void close() {
        dataSource.close();
    }

    private static HikariConfig pool(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("registration");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(StoreSettings.CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        config.setInitializationFailTimeout(1);
        config.setExceptionOverride(new BrokenConnections(settings.database()));
        return config;
    }

    private static String reason(StoreSettings settings, PoolInitializationException e) {
        if (Transactions.sqlCause(e).filter(settings.database()::isInUse).isPresent()) {
            return "the database " + settings.displayUrl()
                    + " is in use by another process; stop that one or use another data folder";
        }
        return "the database " + settings.displayUrl() + " can't be opened: " + rootMessage(e);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse(root.getClass().getSimpleName());
    }
}
