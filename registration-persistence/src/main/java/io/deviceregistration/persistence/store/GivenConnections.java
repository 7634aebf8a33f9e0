package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections of somebody else's pool, which stays as it is: connections go back to it as they came, and it is never closed.
 * A transaction of its owner's is never joined, for it would be committed here.
 */
final class GivenConnections implements Connections, ConnectionFactory {

    private final DataSource dataSource;
    private final Dialect dialect;
    private final String url;
    private final boolean autoCommit;

    private GivenConnections(DataSource dataSource, Dialect dialect, String url, boolean autoCommit) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.url = url;
        this.autoCommit = autoCommit;
    }

    static GivenConnections of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                throw new IllegalArgumentException(
                        "the data source must give connections of the isolation READ_COMMITTED,"
                                + " which is every database's own default");
            }
            return new GivenConnections(
                    dataSource,
                    Dialect.of(DatabaseKind.ofProduct(database.getDatabaseProductName())),
                    String.valueOf(database.getURL()),
                    connection.getAutoCommit());
        } catch (SQLException e) {
            throw new CannotOpenStoreException("the data source gives no connection: " + firstLine(e), e);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
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
    public ConnectionFactory forCalls() {
        return this;
    }

    @Override
    public <E extends Exception> void forSchema(Work<E> work) throws SQLException, E {
        work.with(this::openConnection);
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = dataSource.getConnection();
        if (connection.getAutoCommit()) {
            return connection;
        }
        if (autoCommit) {
            connection.close();
            throw new StorageException("the data source gives connections that are in a transaction of somebody else's;"
                    + " give the store the pool itself, not what joins transactions");
        }
        connection.setAutoCommit(true);
        return connection;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try (connection) {
            if (!autoCommit && !connection.isClosed()) {
                connection.setAutoCommit(false);
            }
        }
    }

    /** The pool is its owner's to close. */
    @Override
    public void close() {}
}
