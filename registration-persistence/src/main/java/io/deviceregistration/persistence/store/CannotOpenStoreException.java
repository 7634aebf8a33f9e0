package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageException;

/** The store can't be opened. The message says in one line what is wrong and what to do about it. */
public final class CannotOpenStoreException extends StorageException {

    private static final long serialVersionUID = 1L;

    CannotOpenStoreException(String message) {
        super(message);
    }

    CannotOpenStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
