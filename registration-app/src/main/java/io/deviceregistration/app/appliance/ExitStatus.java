package io.deviceregistration.app.appliance;

/** How a registration may end, for the scripts and service managers that start one. The numbers are documented: none changes. */
enum ExitStatus {
    /** The device is registered, now or before, and its stored key works. */
    REGISTERED(0),
    /** An argument is wrong; nothing was done. */
    USAGE(2),
    /** The provisioning key is none, or is refused: another one is needed. */
    PROVISIONING_KEY_REFUSED(3),
    /** The server has this device, or another one of its name, already: its administrator must decide. */
    ALREADY_REGISTERED(4),
    /** The server was not reached in time, or could not answer. Another run goes on where this one ended. */
    NOT_REACHED(5),
    /** The device's own key is refused, or the device is disabled: its administrator must decide. */
    DEVICE_KEY_REFUSED(6),
    /** A file can't be read or written, or another run is at work on it. */
    FILE_TROUBLE(7),
    /** The server refused the request for another reason, or is no registration service. */
    REFUSED(8);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
