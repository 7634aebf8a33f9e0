package io.deviceregistration.http.token;

import io.deviceregistration.core.fault.DeviceRegistrationException;

/**
 * The identity provider's keys aren't known and can't be had just now, so that no token can be told from a forged one.
 * The same token may be accepted later.
 */
public final class IdentityProviderUnavailableException extends DeviceRegistrationException {

    private static final long serialVersionUID = 1L;

    public IdentityProviderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public IdentityProviderUnavailableException(String message) {
        super(message);
    }
}
