package io.deviceregistration.persistence.store;

import io.deviceregistration.persistence.tds.Reply;

/** @param severity from 20 on, the server ends the connection */
record SqlServerError(int number, int severity) {

    Reply reply() {
        return Reply.error(number, 1, severity, "Error " + number + " was scripted.");
    }
}
