package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;

/**
 * Copies all that a store keeps, as it is, into another, empty database: of another kind, or of the same. Ids, hashes, times
 * and what repeated registrations are known by stay the same, so no device or administrator can tell the copy from the
 * original.
 *
 * <p>What is copied is the state of one moment, in which no change is half done, even if the store is in use meanwhile: an
 * embedded H2 database by this process, another one by any. It is written in one transaction, so a copy that fails or is
 * cancelled leaves no row; but for the file of {@link #intoFile}, which is to be thrown away then. Immutable but for {@link #cancel}; {@link #run} is for one thread at a time.
 */
public final class StoreCopy {

    private static final int BATCH = 500;

    /** Longer than any change takes that is under way. */
    private static final long TURN_SECONDS = 60;

    private final StoreSettings from;
    private final StoreSettings to;
    private final boolean intoFile;
    private volatile boolean cancelled;

    private StoreCopy(StoreSettings from, StoreSettings to, boolean intoFile) {
        this.from = from;
        this.to = to;
        this.intoFile = intoFile;
    }

    /** A copy that is yet to be made. */
    public static StoreCopy of(StoreSettings from, StoreSettings to) {
        return new StoreCopy(from, to, false);
    }

    /**
     * A copy into an H2 file that is opened by the same user and password; as small as it can be, and closed when {@link #run}
     * returns. If that fails, the file is of no use.
     *
     * @param file its path, without the ending {@code .mv.db}; there may be an empty file
     */
    public static StoreCopy intoFile(StoreSettings from, Path file) {
        // What is written late is written when it is closed.
        String url = "jdbc:h2:file:" + file.toAbsolutePath().normalize() + ";WRITE_DELAY=500";
        return new StoreCopy(from, from.withUrl(Dialect.of(url).completed(url)), true);
    }

    /** Has {@link #run} in another thread end soon. May be called at any time, and more than once. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Makes the copy, after it has brought the target's schema up to date; takes the time it takes. What was copied is
     * durable when this returns. The original is read only, and isn't made if it isn't there.
     *
     * @return how many rows each table had, in the order in which they were copied
     * @throws CannotOpenStoreException as {@link DatabaseStore#open} and {@link DatabaseStore#migrate} do
     * @throws CannotCopyStoreException if the original's schema isn't this version's, or the target has rows already; if
     *     either database is lost meanwhile; or if the copy was cancelled
     */
    public Map<String, Long> run() {
        StoreSettings original = from.withUrl(from.dialect().withoutCreating(from.url()));
        try (HikariDataSource sources = ConnectionPool.forMigration(original);
                Connection source = sources.getConnection()) {
            requireSchema(source);
            Map<StoredTable, Long> expected = freeze(source);
            try (DatabaseStore store = DatabaseStore.open(to.withPoolSize(1))) {
                store.migrate();
            }
            Map<String, Long> rows;
            try (HikariDataSource targets = ConnectionPool.forMigration(to);
                    Connection target = targets.getConnection()) {
                rows = copy(source, target, expected);
            }
            if (intoFile) {
                compact(expected);
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void requireSchema(Connection source) throws SQLException {
        if (!Schema.isCurrent(source, from.dialect())) {
            throw refused("the schema of the database " + from.displayUrl()
                    + " is not this version's: bring it up to date with migrate first");
        }
        for (StoredTable table : StoredTable.ALL) {
            Set<String> known =
                    table.columns().stream().map(StoredColumn::name).collect(Collectors.toCollection(HashSet::new));
            if (!columns(source, table).equals(known)) {
                throw refused("the table " + table.name() + " of the database " + from.displayUrl()
                        + " has other columns than this version knows: use the version that last served it");
            }
        }
    }

    private static Set<String> columns(Connection source, StoredTable table) throws SQLException {
        try (var statement = source.createStatement();
                var rows = statement.executeQuery(table.shape())) {
            ResultSetMetaData shape = rows.getMetaData();
            Set<String> names = new HashSet<>();
            for (int i = 1; i <= shape.getColumnCount(); i++) {
                names.add(shape.getColumnLabel(i).toLowerCase(Locale.ROOT));
            }
            return names;
        }
    }

    /**
     * Has the connection see one moment's state from now on, and tells how many rows each table has then. On H2, where this
     * process changes one thing at a time, that is a moment in which nothing is being changed.
     */
    private Map<StoredTable, Long> freeze(Connection source) throws SQLException {
        String streaming = from.dialect().streaming();
        if (streaming != null) {
            Dialect.run(source, streaming);
        }
        source.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        source.setReadOnly(true);
        source.setAutoCommit(false);
        Lock writing = from.dialect().writing(from.url());
        if (writing == null) {
            return counts(source);
        }
        awaitTurn(writing);
        try {
            return counts(source);
        } finally {
            writing.unlock();
        }
    }

    private void awaitTurn(Lock writing) {
        try {
            if (!writing.tryLock(TURN_SECONDS, TimeUnit.SECONDS)) {
                throw refused("the database " + from.displayUrl() + " has too many changes waiting: try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotCopyStoreException("the copy was interrupted", e);
        }
    }

    private static Map<StoredTable, Long> counts(Connection connection) throws SQLException {
        Map<StoredTable, Long> counts = new LinkedHashMap<>();
        for (StoredTable table : StoredTable.ALL) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(table.count())) {
                rows.next();
                counts.put(table, rows.getLong(1));
            }
        }
        return counts;
    }

    private Map<String, Long> copy(Connection source, Connection target, Map<StoredTable, Long> expected)
            throws SQLException {
        begin(target);
        requireEmpty(target);
        for (StoredTable table : StoredTable.ALL) {
            copy(table, source, target);
        }
        if (!counts(target).equals(expected)) {
            throw refused(
                    "the database " + to.displayUrl() + " was written to by another meanwhile: nothing was copied");
        }
        target.commit();
        Map<String, Long> rows = new LinkedHashMap<>();
        expected.forEach((table, count) -> rows.put(table.name(), count));
        return rows;
    }

    /** What isn't committed is rolled back when the connection goes back to its pool. */
    private void begin(Connection target) throws SQLException {
        String durably = to.dialect().durably(to.url());
        if (durably != null) {
            Dialect.run(target, durably);
        }
        target.setAutoCommit(false);
    }

    private void requireEmpty(Connection target) throws SQLException {
        for (Map.Entry<StoredTable, Long> table : counts(target).entrySet()) {
            if (table.getValue() > 0) {
                throw refused("the database " + to.displayUrl() + " is not empty (" + table.getValue() + " rows in "
                        + table.getKey().name() + "): copy into an empty one");
            }
        }
    }

    private void copy(StoredTable table, Connection source, Connection target) throws SQLException {
        try (var select = source.prepareStatement(table.select());
                var insert = target.prepareStatement(table.insert())) {
            select.setFetchSize(BATCH);
            try (var rows = select.executeQuery()) {
                int waiting = 0;
                while (rows.next()) {
                    table.copy(rows, insert, to.dialect());
                    insert.addBatch();
                    if (++waiting == BATCH) {
                        insert.executeBatch();
                        waiting = 0;
                        requireWanted();
                        if (intoFile) {
                            // In one transaction, H2 would make a file many times as large, and take as long.
                            target.commit();
                        }
                    }
                }
                if (waiting > 0) {
                    insert.executeBatch();
                }
            }
        }
        requireWanted();
    }

    /** Makes the file as small as its rows; not without a look at whether it is the one that they were written to. */
    private void compact(Map<StoredTable, Long> expected) throws SQLException {
        String url = to.dialect().withoutCreating(to.url());
        try (Connection connection = DriverManager.getConnection(url, to.user(), to.password())) {
            if (!counts(connection).equals(expected)) {
                throw refused("the copy " + to.displayUrl() + " was replaced by another file meanwhile");
            }
            Dialect.run(connection, "SHUTDOWN COMPACT");
        }
    }

    private void requireWanted() {
        if (cancelled) {
            throw refused("the copy of the database " + from.displayUrl() + " was cancelled");
        }
    }

    private static CannotCopyStoreException refused(String message) {
        return new CannotCopyStoreException(message);
    }

    /** Without the database's own words, which may have a row in them. */
    private CannotCopyStoreException failed(SQLException e) {
        return new CannotCopyStoreException(
                "the database " + from.displayUrl() + " can't be copied to " + to.displayUrl()
                        + ", where no row is kept: error " + e.getErrorCode() + ", SQLSTATE " + e.getSQLState(),
                e);
    }
}
