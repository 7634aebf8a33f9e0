package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;

/** A row with the same key is there already; the transaction was rolled back. */
final class DuplicateRowException extends StorageException {

    private static final long serialVersionUID = 1L;

    DuplicateRowException(Throwable cause) {
        super("a row with the same key is there already", cause);
    }
}
