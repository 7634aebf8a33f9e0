package io.deviceregistration.persistence.tds;

/** What has become of a transaction. */
public enum TransactionState {
    OPEN,
    COMMITTED,
    ROLLED_BACK
}
