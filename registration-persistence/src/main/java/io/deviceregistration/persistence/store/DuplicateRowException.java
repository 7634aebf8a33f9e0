package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;

/** A row with the same key is there already; the transaction was rolled back. */
final class DuplicateRowException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final boolean inDoubt;

    /** @param inDoubt whether the row may be the work of an earlier try of the same call */
    DuplicateRowException(boolean inDoubt, Throwable cause) {
        super("a row with the same key is there already", cause);
        this.inDoubt = inDoubt;
    }

    boolean inDoubt() {
        return inDoubt;
    }
}
