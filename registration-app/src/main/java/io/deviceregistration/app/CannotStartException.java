package io.deviceregistration.app;

/** The app can't do what it was asked to, for a reason outside it. The message says in one line which, and what to do. */
final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStartException(String message) {
        super(message);
    }
}
