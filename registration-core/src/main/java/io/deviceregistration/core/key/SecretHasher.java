package io.deviceregistration.core.key;

import io.deviceregistration.core.stereotype.Port;

/**
 * Turns keys into what may be stored of them, and tells whether a key belongs to a stored hash.
 *
 * <p>Keys carry 256 random bits, so an adapter need not slow down guessing; it must make a stored hash useless to
 * whoever reads the store, and compare in constant time. Every hash it ever wrote stays checkable as long as the adapter
 * is configured for its scheme.
 *
 * <p>Safe for use by any number of threads. An adapter bounds how many computations run at once, and with them the
 * memory they take.
 */
@Port
public interface SecretHasher {

    /**
     * A hash of the key under the current scheme and parameters.
     *
     * @throws HashingOverloadedException if too many computations are waiting already
     * @throws HashingException if the hash can't be computed
     */
    StoredHash hash(PlainKey key);

    /**
     * Compares the key with a stored hash, by the scheme that the hash itself names.
     *
     * @throws HashingOverloadedException if too many computations are waiting already
     * @throws HashingException if the hash is damaged, or of a scheme or pepper that this adapter isn't configured for
     */
    HashCheck check(PlainKey key, StoredHash stored);
}
