package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;

/** The store can't be copied; nothing was. The message says in one line what is in the way, and holds nothing of a row. */
public final class CannotCopyStoreException extends StorageException {

    private static final long serialVersionUID = 1L;

    CannotCopyStoreException(String message) {
        super(message);
    }

    CannotCopyStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
