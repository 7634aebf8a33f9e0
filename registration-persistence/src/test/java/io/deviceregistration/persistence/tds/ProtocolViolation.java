package io.deviceregistration.persistence.tds;

/** The client sent what the endpoint doesn't understand or what no server would accept. */
final class ProtocolViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
        super(message);
    }
}
