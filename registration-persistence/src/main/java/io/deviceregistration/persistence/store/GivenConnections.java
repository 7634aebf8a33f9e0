package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of somebody else's pool, which is never closed here; they go back to it as they came. A transaction of its
 * owner's is never joined, for it would be committed here.
 */
final class GivenConnections implements Connections {

    private final DataSource dataSource;
    private final Dialect dialect;
    private final String url;
    private final boolean autoCommit;
    private final int isolation;
    private final Duration statementLimit;

    private GivenConnections(DataSource dataSource, Connection first, Duration statementLimit) throws SQLException {
        DatabaseMetaData database = first.getMetaData();
        this.dataSource = dataSource;
        this.dialect = Dialect.ofProduct(database.getDatabaseProductName());
        this.url = Objects.requireNonNullElse(database.getURL(), database.getDatabaseProductName());
        this.autoCommit = first.getAutoCommit();
        this.isolation = first.getTransactionIsolation();
        this.statementLimit = statementLimit;
    }

    /** @throws CannotOpenStoreException if there is no connection to be had, or the store doesn't run on the database */
    static GivenConnections of(DataSource dataSource, Duration statementLimit) {
        try (Connection first = dataSource.getConnection()) {
            return new GivenConnections(dataSource, first, statementLimit);
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new CannotOpenStoreException("the data source gives no connection: " + reason, e);
        }
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            prepare(connection);
            return connection;
        } catch (SQLException | StorageException e) {
            giveBack(connection, e);
            throw e;
        }
    }

    private void prepare(Connection connection) throws SQLException {
        if (autoCommit && !connection.getAutoCommit()) {
            throw new StorageException("the data source gives connections that are in a transaction of somebody else's;"
                    + " give the store the pool itself, not what joins transactions");
        }
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    private static void giveBack(Connection connection, Exception reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** What the call did is committed by now: a connection that can't be set right is dropped, and the call stands. */
    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try (connection) {
            leaveAsFoundOrAbort(connection);
        }
    }

    /** Before it goes back, so that nobody gets it as it is. */
    private void leaveAsFoundOrAbort(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed()) {
                leaveAsFound(connection);
            }
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        }
    }

    private void leaveAsFound(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            // Setting it would commit what is left of a migration that failed.
            connection.rollback();
        }
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(isolation);
        }
        if (connection.getAutoCommit() != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String displayUrl() {
        return dialect.display(url);
    }

    @Override
    public @Nullable Lock writing() {
        return dialect.writing(url);
    }

    @Override
    public Optional<Duration> statementLimit() {
        return Optional.of(statementLimit).filter(limit -> dialect.limitsStatementsOneByOne());
    }

    /** The limits that the owner has set hold here too. */
    @Override
    public Connections forMigration() {
        return this;
    }

    @Override
    public void bindTo(MeterRegistry meters) {}

    /** The pool is its owner's to close. */
    @Override
    public void close() {}
}
