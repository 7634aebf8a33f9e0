package io.deviceregistration.persistence.store;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;

/**
 * Drops a connection that can't be rolled back, so that the database does it. Jdbi alone would turn autocommit on again,
 * and that commits what the transaction did before it failed.
 */
final class RollbackOrAbort extends DelegatingTransactionHandler {

    RollbackOrAbort(TransactionHandler usual) {
        super(usual);
    }

    @Override
    public TransactionHandler specialize(Handle handle) throws SQLException {
        return new RollbackOrAbort(getDelegate().specialize(handle));
    }

    @Override
    public void rollback(Handle handle) {
        try {
            handle.getConnection().rollback();
        } catch (SQLException e) {
            abort(handle, e);
            throw new TransactionException("Failed to rollback transaction", e);
        }
        getDelegate().rollback(handle);
    }

    private static void abort(Handle handle, SQLException reason) {
        try {
            handle.getConnection().abort(Runnable::run);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
