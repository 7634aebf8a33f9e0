package io.deviceregistration.core.fault;

/**
 * The store can't be reached or can't serve the call just now; the same call may succeed later. Unless the connection
 * broke while the store was confirming a change, nothing of the call was stored.
 */
public final class StorageUnavailableException extends StorageException {

    private static final long serialVersionUID = 1L;

    public StorageUnavailableException(String message) {
        super(message);
    }

    public StorageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
