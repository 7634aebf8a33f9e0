package io.deviceregistration.persistence.store;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariDataSource;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import java.io.IOException;
import java.sql.SQLException;
import liquibase.exception.LiquibaseException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * Provisioning keys and devices in a relational database (H2, PostgreSQL, SQL Server), over one connection pool.
 *
 * <p>A call that meets a deadlock, a lost connection or a passing fault of the database is tried again, three times at
 * the most, and never takes effect twice. What lasts longer is a {@link
 * io.deviceregistration.core.fault.StorageUnavailableException}; the pool mends itself once the database is back.
 *
 * <p>Safe for use by any number of threads. {@link #close} closes the pool; calls that come later throw {@link
 * io.deviceregistration.core.fault.StorageUnavailableException}.
 */
public final class DatabaseStore implements AutoCloseable {

    private final StoreSettings settings;
    private final HikariDataSource dataSource;
    private final ProvisioningKeyStore provisioningKeys;
    private final DeviceRepository devices;
    private final AuditLog audit;

    private DatabaseStore(StoreSettings settings, HikariDataSource dataSource) {
        this.settings = settings;
        this.dataSource = dataSource;
        Dialect dialect = settings.dialect();
        Jdbi jdbi = Jdbi.create(dataSource);
        // Where a statement fails, what was bound to it (a hash, for one) is not for the log.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.setTransactionHandler(new RollbackOrAbort(jdbi.getTransactionHandler()));
        Transactions transactions = new Transactions(jdbi, dialect, dialect.writing(settings.url()));
        this.provisioningKeys = new JdbiProvisioningKeyStore(transactions, dialect);
        this.devices = recalling(new JdbiDeviceRepository(transactions, dialect), settings);
        this.audit = new JdbiAuditLog(transactions, dialect);
    }

    private static DeviceRepository recalling(DeviceRepository devices, StoreSettings settings) {
        return settings.recallTime().isZero() || settings.recallSize() == 0
                ? devices
                : new RememberingDeviceRepository(
                        devices, settings.recallTime(), settings.recallSize(), Ticker.systemTicker());
    }

    /**
     * Connects to the database, and leaves its schema as it is.
     *
     * @throws CannotOpenStoreException if the database is unreachable, refuses the credentials, or is in use by another
     *     process that doesn't share it
     */
    public static DatabaseStore open(StoreSettings settings) {
        return new DatabaseStore(settings, ConnectionPool.forCalls(settings));
    }

    /**
     * Brings the schema up to date, by Liquibase's change sets; does nothing if it is. Of several instances that do so at
     * once, one does and the others wait for it. A lock that an instance left behind when it was killed is released, with
     * a line in the log.
     *
     * @throws CannotOpenStoreException if a change set fails, or another instance takes longer than ten minutes
     */
    public void migrate() {
        try (HikariDataSource connections = ConnectionPool.forMigration(settings)) {
            Schema.migrate(connections, settings.dialect());
        } catch (SQLException | LiquibaseException e) {
            throw cannotMigrate(e);
        }
    }

    /**
     * The SQL that {@link #migrate} would run on the database as it is. Runs none of it, and makes no database that isn't
     * there.
     *
     * @throws CannotOpenStoreException as {@link #open} does
     */
    public static String pendingSql(StoreSettings settings) {
        StoreSettings untouched = settings.withUrl(settings.dialect().withoutCreating(settings.url()));
        try (HikariDataSource connections = ConnectionPool.forMigration(untouched);
                var connection = connections.getConnection()) {
            return Changelog.pendingSql(connection);
        } catch (CannotOpenStoreException e) {
            if (Transactions.sqlCause(e)
                    .filter(settings.dialect()::isYetToBeMade)
                    .isPresent()) {
                return sql(settings.dialect());
            }
            throw e;
        } catch (SQLException | LiquibaseException e) {
            throw new StorageException("the database schema could not be read", e);
        }
    }

    /** The SQL that makes the schema in an empty database of this kind. Needs no database. */
    public static String schemaSql(DatabaseKind kind) {
        return sql(Dialect.of(kind));
    }

    private static String sql(Dialect dialect) {
        try {
            return Changelog.sql(dialect);
        } catch (SQLException | LiquibaseException | IOException e) {
            throw new StorageException("the schema's SQL could not be written", e);
        }
    }

    private CannotOpenStoreException cannotMigrate(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason =
                String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceFirst("; SQL statement:$", "");
        return new CannotOpenStoreException(
                "the schema of the database " + settings.displayUrl() + " can't be brought up to date: " + reason, e);
    }

    public ProvisioningKeyStore provisioningKeys() {
        return provisioningKeys;
    }

    public DeviceRepository devices() {
        return devices;
    }

    public AuditLog audit() {
        return audit;
    }

    /** Waits for running statements' connections to come back, then closes them all. */
    @Override
    public void close() {
        dataSource.close();
    }
}
