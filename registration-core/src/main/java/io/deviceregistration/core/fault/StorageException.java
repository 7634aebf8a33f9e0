package io.deviceregistration.core.fault;

/** The store failed in a way that trying again will hardly mend. */
public class StorageException extends DeviceRegistrationException {

    private static final long serialVersionUID = 1L;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    public StorageException(String message) {
        super(message);
    }
}
