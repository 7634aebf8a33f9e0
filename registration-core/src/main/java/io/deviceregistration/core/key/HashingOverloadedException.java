package io.deviceregistration.core.key;

import io.deviceregistration.core.fault.DeviceRegistrationException;

/** More hash computations are waiting than the configured bound; nothing was done, and a later try may succeed. */
public final class HashingOverloadedException extends DeviceRegistrationException {

    private static final long serialVersionUID = 1L;

    public HashingOverloadedException(String message) {
        super(message);
    }
}
