package io.deviceregistration.http;

import io.deviceregistration.core.fault.DeviceRegistrationException;

/** The server can't listen on its address. The message says in one line why, and what to do about it. */
public final class CannotListenException extends DeviceRegistrationException {

    private static final long serialVersionUID = 1L;

    CannotListenException(String host, int port, Throwable cause) {
        super(
                "can't listen on %s:%d: the port is taken or not allowed; choose another one".formatted(host, port),
                cause);
    }
}
