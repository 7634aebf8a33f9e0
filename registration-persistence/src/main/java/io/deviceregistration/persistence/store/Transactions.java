package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.fault.StorageUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on the database, again where its failure is one that passes, and turns other failures into the domain's
 * faults. A failure that took its time (a timeout, an exhausted pool) is not answered with another try: that would only
 * add to what is too much already.
 */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    /** How long to wait before the second and the third try: enough for a deadlock's winner, or for a failover's end. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(20), Duration.ofMillis(200));

    /** How often work is tried at the most. */
    static final int MAX_ATTEMPTS = PAUSES.size() + 1;

    /** Work that must not be done twice. */
    interface OnceWork<T> {

        /**
         * Does the work.
         *
         * @param inDoubt whether the connection was lost in an earlier try, which may have been committed all the same
         */
        T withHandle(Handle handle, boolean inDoubt);
    }

    /** Work on a connection itself, for the one statement where Jdbi's part would cost more than the database's. */
    interface JdbcQuery<T> {

        /** @param limit how long a statement may take; null where the connection sees to that */
        T on(Connection connection, @Nullable Duration limit) throws SQLException;
    }

    private interface Attempt<T> {
        T run(boolean inDoubt);
    }

    private final Connections connections;
    private final Jdbi jdbi;
    private final Dialect dialect;
    private final @Nullable Lock writing;

    /**
     * @param jdbi over these connections
     * @param writing held while anything is changed, or null where the database can do with several writers at once
     */
    Transactions(Connections connections, Jdbi jdbi, @Nullable Lock writing) {
        this.connections = connections;
        this.jdbi = jdbi;
        this.dialect = connections.dialect();
        this.writing = writing;
    }

    /** Runs all of the work or none of it; an exception rolls back. Doing the work twice must do no harm. */
    <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        return attempt(false, inDoubt -> inTurn(() -> jdbi.inTransaction(work)));
    }

    /** Runs all of the work or none of it; an exception rolls back. */
    <T> T inTransactionOnce(OnceWork<T> work) {
        return inTransactionOnce(false, work);
    }

    /** @param before whether the work may have been done already */
    <T> T inTransactionOnce(boolean before, OnceWork<T> work) {
        return attempt(before, inDoubt -> inTurn(() -> jdbi.inTransaction(handle -> work.withHandle(handle, inDoubt))));
    }

    /**
     * Runs all of the work or none of it, without another try.
     *
     * @throws FailedTransactionException if it failed, but not for taking too long
     */
    <T> T tryInTransaction(HandleCallback<T, RuntimeException> work) {
        try {
            return inTurn(() -> jdbi.inTransaction(work));
        } catch (JdbiException e) {
            Failure failure = failure(e);
            throw failure == Failure.BUSY
                    ? translated(e, failure, false)
                    : new FailedTransactionException(failure == Failure.BROKEN, e);
        }
    }

    /** Runs a single statement that changes something. Running it twice must do no harm. */
    <T> T update(HandleCallback<T, RuntimeException> work) {
        return attempt(false, inDoubt -> inTurn(() -> jdbi.withHandle(work)));
    }

    /** Runs statements that only read. */
    <T> T query(HandleCallback<T, RuntimeException> work) {
        return attempt(false, inDoubt -> jdbi.withHandle(work));
    }

    /** Runs a query, likewise. */
    <T> T queryByJdbc(JdbcQuery<T> work) {
        return attempt(false, inDoubt -> byJdbc(work));
    }

    /** Fails as Jdbi does. */
    private <T> T byJdbc(JdbcQuery<T> work) {
        try (Lent lent = lend()) {
            return work.on(lent.connection(), connections.statementLimit().orElse(null));
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private Lent lend() {
        try {
            return new Lent(connections, connections.openConnection());
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** A connection until it is given back. */
    private record Lent(Connections owner, Connection connection) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            owner.closeConnection(connection);
        }
    }

    /** Waits no longer for its turn than for a connection. */
    private <T> T inTurn(Supplier<T> work) {
        if (writing == null) {
            return work.get();
        }
        try {
            if (!writing.tryLock(StoreSettings.CONNECTION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StorageUnavailableException("too many changes are waiting for their turn");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException("the call was interrupted while it waited for its turn", e);
        }
        try {
            return work.get();
        } finally {
            writing.unlock();
        }
    }

    private <T> T attempt(boolean before, Attempt<T> attempt) {
        boolean inDoubt = before;
        for (Duration pause : PAUSES) {
            try {
                return attempt.run(inDoubt);
            } catch (JdbiException e) {
                Failure failure = failure(e);
                if (!failure.mayPassAtOnce() || !sleep(pause)) {
                    throw translated(e, failure, inDoubt);
                }
                LOG.warn(
                        "a call is tried again: {}",
                        sqlCause(e).map(Throwable::getMessage).orElse(""));
                inDoubt |= failure == Failure.BROKEN;
            }
        }
        try {
            return attempt.run(inDoubt);
        } catch (JdbiException e) {
            throw translated(e, failure(e), inDoubt);
        }
    }

    /** Waits, and tells whether that wasn't interrupted. */
    private static boolean sleep(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Failure failure(JdbiException e) {
        // No connection was to be had for as long as a caller waits for one.
        return e instanceof ConnectionException
                ? Failure.BUSY
                : sqlCause(e).map(dialect::failure).orElse(Failure.FAULT);
    }

    private static StorageException translated(JdbiException e, Failure failure, boolean inDoubt) {
        return switch (failure) {
            case DUPLICATE -> new DuplicateRowException(inDoubt, e);
            case CONFLICT, BROKEN, BUSY ->
                new StorageUnavailableException(
                        inDoubt || failure == Failure.BROKEN
                                ? "the database can't serve the call just now, and may have done so before it was lost"
                                : "the database can't serve the call just now",
                        e);
            case FAULT -> new StorageException("the database refused a statement", e);
        };
    }

    static Optional<SQLException> sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
