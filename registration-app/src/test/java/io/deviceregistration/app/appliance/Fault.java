package io.deviceregistration.app.appliance;

/** What happens to a request on its way, or to its answer. */
public enum Fault {
    NONE,
    /** The connection is closed, and the request is lost. */
    CLOSED,
    /** The connection is reset, and the request is lost. */
    RESET,
    /** The request arrives; its answer is lost, and the connection closed. */
    ANSWER_LOST,
    /** The request arrives; the connection is reset in place of an answer. */
    ANSWER_RESET,
    /** The answer breaks off within its headers. */
    HEAD_CUT,
    /** The answer breaks off within its body, which has the key. */
    BODY_CUT,
    /** The request arrives; nothing comes back until the client gives up. */
    SILENCE,
    /** The request arrives after the next one, whose answer is the first that the client sees. */
    LATE,
    /** Somebody on the way answers that the server is away. */
    UNAVAILABLE,
    /** Somebody on the way answers for the server, as the sign-in page of a network does. */
    FOREIGN_PAGE
}
