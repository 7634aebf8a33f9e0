package io.deviceregistration.app.appliance;

/** The registration ends without a device key that works. The message says in one line why, and what to do. */
final class NotRegisteredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    NotRegisteredException(ExitStatus status, String message) {
        super(message);
        this.status = status;
    }

    ExitStatus status() {
        return status;
    }
}
