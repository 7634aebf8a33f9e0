package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.fault.StorageUnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs statements on the database, and turns what goes wrong there into the domain's faults. */
final class Transactions {

    private final Jdbi jdbi;
    private final Database database;

    Transactions(Jdbi jdbi, Database database) {
        this.jdbi = jdbi;
        this.database = database;
    }

    /** Runs all of the work or none of it; an exception rolls back. */
    <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw translated(e);
        }
    }

    /** Runs single statements, each of which commits by itself. */
    <T> T withHandle(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw translated(e);
        }
    }

    private RuntimeException translated(JdbiException e) {
        Optional<SQLException> cause = sqlCause(e);
        if (cause.filter(database::isDuplicate).isPresent()) {
            return new DuplicateRowException(e);
        }
        if (e instanceof ConnectionException
                || cause.filter(this::isUnavailable).isPresent()) {
            return new StorageUnavailableException("the database can't serve the call just now", e);
        }
        return new StorageException("the database refused a statement", e);
    }

    private boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLNonTransientConnectionException
                || state != null && state.startsWith("08")
                || database.isUnavailable(e);
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
