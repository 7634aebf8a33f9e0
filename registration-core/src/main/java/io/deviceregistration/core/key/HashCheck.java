package io.deviceregistration.core.key;

/** How a key compares with a stored hash. */
public enum HashCheck {
    /** The hash is not this key's. */
    MISMATCH,
    /** The hash is this key's, made as new hashes are made. */
    MATCH,
    /** The hash is this key's, made under a scheme, a parameter set or a pepper that is no longer the current one. */
    MATCH_OUTDATED
}
