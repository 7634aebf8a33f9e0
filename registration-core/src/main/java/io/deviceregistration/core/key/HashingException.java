package io.deviceregistration.core.key;

import io.deviceregistration.core.fault.DeviceRegistrationException;

/** A hash could not be computed or understood: the installation is at fault, or the call was interrupted, not the key. */
public final class HashingException extends DeviceRegistrationException {

    private static final long serialVersionUID = 1L;

    public HashingException(String message) {
        super(message);
    }

    public HashingException(String message, Throwable cause) {
        super(message, cause);
    }
}
