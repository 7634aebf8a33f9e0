package io.deviceregistration.persistence.store;

/** What an error of the database means for the call that met it. */
enum Failure {
    /** A row with the same key is there already. The transaction is rolled back. */
    DUPLICATE,
    /** The database gave up this transaction for another one's sake, or for a moment's lack; it may be run again. */
    CONFLICT,
    /** The connection is lost. Whether the transaction was committed is unknown if it was about to be. */
    BROKEN,
    /** The database can't serve the call just now, and took its time to say so. */
    BUSY,
    /** Anything else: trying again will not mend it. */
    FAULT;

    /** Whether another try may succeed at once. */
    boolean mayPassAtOnce() {
        return this == CONFLICT || this == BROKEN;
    }
}
