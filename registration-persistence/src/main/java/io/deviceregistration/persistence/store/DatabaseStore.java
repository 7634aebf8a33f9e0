package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariDataSource;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * Provisioning keys and devices in a relational database (H2, PostgreSQL, SQL Server), over one connection pool: its own, or
 * one that it is given.
 *
 * <p>A call that meets a deadlock, a lost connection or a passing fault of the database is tried again, three times at
 * the most, and never takes effect twice. What lasts longer is a {@link
 * io.deviceregistration.core.fault.StorageUnavailableException}; the pool mends itself once the database is back.
 *
 * <p>Safe for use by any number of threads. {@link #close} closes its own pool; calls that come later throw {@link
 * io.deviceregistration.core.fault.StorageUnavailableException}.
 */
public final class DatabaseStore implements AutoCloseable, MeterBinder {

    /** In seconds: for the answer alone, a connection is waited for besides. */
    private static final int ANSWER_TIMEOUT = 2;

    private final Connections connections;
    private final ProvisioningKeyStore provisioningKeys;
    private final DeviceRepository devices;
    private final AuditLog audit;

    DatabaseStore(Connections connections, Recall recall) {
        this.connections = connections;
        Dialect dialect = connections.dialect();
        Jdbi jdbi = Jdbi.create(connections);
        // Where a statement fails, what was bound to it (a hash, for one) is not for the log.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        connections
                .statementLimit()
                .ifPresent(limit -> jdbi.getConfig(SqlStatements.class).setQueryTimeout((int) limit.toSeconds()));
        jdbi.setTransactionHandler(new RollbackOrAbort(jdbi.getTransactionHandler()));
        Transactions transactions = new Transactions(connections, jdbi, connections.writing());
        this.provisioningKeys = new JdbiProvisioningKeyStore(transactions, dialect);
        this.devices = recall.over(new JdbiDeviceRepository(transactions, dialect));
        this.audit = new JdbiAuditLog(transactions, dialect);
    }

    /**
     * Connects to the database, and leaves its schema as it is.
     *
     * @throws CannotOpenStoreException if the database is unreachable, refuses the credentials, or is in use by another
     *     process that doesn't share it
     */
    public static DatabaseStore open(StoreSettings settings) {
        return new DatabaseStore(OwnConnections.forCalls(settings), settings.recall());
    }

    /**
     * A store on connections of a backend's own pool; leaves the schema as it is. The pool stays the backend's: {@link
     * #close} doesn't close it, and connections go back with autocommit and isolation as they came. A statement may take 15
     * s, but for H2. All else that {@link StoreSettings} sees to is the pool's to set: other limits, durability
     * ({@code WRITE_DELAY=0} on H2), encryption, and on SQL Server {@code sendStringParametersAsUnicode=false}. Changes to
     * an H2 file are made one at a time by all stores of the process; the backend's own are not held back.
     *
     * <p>Each call takes a connection and runs a transaction of its own, whatever transaction its caller is in. So give it
     * the pool, and not a proxy that joins transactions: a call that is handed a connection in the middle of somebody else's
     * transaction fails with a {@link StorageException} and changes nothing.
     *
     * @throws CannotOpenStoreException if there is no connection to be had, or the store doesn't run on the database
     */
    public static DatabaseStore on(DataSource dataSource) {
        return on(dataSource, Recall.NONE);
    }

    /**
     * A store as {@link #on(DataSource)} makes it, that recalls devices as {@link StoreSettings#withRecall} says.
     *
     * @throws IllegalArgumentException if time or size is out of its range
     * @throws CannotOpenStoreException as {@link #on(DataSource)} does
     */
    public static DatabaseStore on(DataSource dataSource, Duration recallTime, int recallSize) {
        return on(dataSource, new Recall(recallTime, recallSize));
    }

    private static DatabaseStore on(DataSource dataSource, Recall recall) {
        return new DatabaseStore(GivenConnections.of(dataSource, Dialect.STATEMENT_TIMEOUT), recall);
    }

    /**
     * Brings the schema up to date, by Liquibase's change sets; does nothing if it is. Of several instances that do so at
     * once, one does and the others wait for it. A lock that an instance left behind when it was killed is released, with
     * a line in the log. Takes two connections at once.
     *
     * @throws CannotOpenStoreException if a change set fails, or another instance takes longer than ten minutes
     */
    public void migrate() {
        try (Connections unlimited = connections.forMigration()) {
            Schema.migrate(unlimited);
        } catch (SQLException | LiquibaseException e) {
            throw cannotMigrate(e);
        }
    }

    /**
     * Makes sure that the schema is the one that this version needs: for a backend that has migrations of its own, and would
     * rather not start than fail later. Changes nothing.
     *
     * @throws CannotOpenStoreException if it isn't
     */
    public void requireSchema() {
        boolean current;
        try {
            current = Schema.isCurrent(connections);
        } catch (SQLException e) {
            throw new CannotOpenStoreException(
                    "the schema of the database " + connections.displayUrl() + " can't be looked at", e);
        }
        if (!current) {
            throw new CannotOpenStoreException("the schema of the database " + connections.displayUrl()
                    + " is not the one that this version needs: run what migrate --dry-run prints");
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
                "the schema of the database " + connections.displayUrl() + " can't be brought up to date: " + reason,
                e);
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

    /**
     * Whether the database answers. It is asked over a connection of the pool, which is waited for as calls wait for theirs; so
     * this may take some seconds if it doesn't. Never throws an exception.
     */
    public boolean answers() {
        try {
            Connection connection = connections.openConnection();
            try {
                return connection.isValid(ANSWER_TIMEOUT);
            } finally {
                connections.closeConnection(connection);
            }
        } catch (SQLException | StorageException e) {
            return false;
        }
    }

    /**
     * Has the store's own connection pool and what is remembered of devices measured: {@code hikaricp.*}, and {@code
     * cache.gets} and {@code cache.size} of the cache {@code devices}. A pool that was given is its owner's to measure.
     *
     * @throws IllegalStateException if this was done before
     */
    @Override
    public void bindTo(MeterRegistry meters) {
        connections.bindTo(meters);
        if (devices instanceof RememberingDeviceRepository remembering) {
            remembering.bindTo(meters);
        }
    }

    /** Waits for running statements' connections to come back, then closes them all; a pool that was given stays open. */
    @Override
    public void close() {
        connections.close();
    }
}
