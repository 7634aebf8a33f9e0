package io.deviceregistration.core.fault;

/**
 * The base of every fault: something below the domain failed, and the caller's input was not the reason. What a caller
 * can cause (a revoked key, a taken name) is a result, never one of these. No message carries a key.
 */
public abstract class DeviceRegistrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected DeviceRegistrationException(String message) {
        super(message);
    }

    protected DeviceRegistrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
