package io.deviceregistration.app;

/** A setting is unknown or bad. The message says in one line which, where it was set, and what is allowed. */
final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
