package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;

/** A transaction that was tried once and failed, in a way that may end otherwise if its parts are tried by themselves. */
final class FailedTransactionException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final boolean inDoubt;

    /** @param inDoubt whether it may have been committed all the same */
    FailedTransactionException(boolean inDoubt, Throwable cause) {
        super("the transaction failed", cause);
        this.inDoubt = inDoubt;
    }

    boolean inDoubt() {
        return inDoubt;
    }
}
