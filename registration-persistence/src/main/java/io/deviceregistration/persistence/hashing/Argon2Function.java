package io.deviceregistration.persistence.hashing;

/**
 * Argon2id version 1.3 (RFC 9106) without secret and associated data, to 32 bytes. Every implementation gives the same
 * bytes. Safe for use by any number of threads.
 */
interface Argon2Function {

    int HASH_BYTES = 32;

    /**
     * The hash; the arrays stay the caller's, unchanged.
     *
     * @throws io.deviceregistration.core.key.HashingException if the memory or a thread can't be had
     */
    byte[] hash(Argon2Cost cost, byte[] secret, byte[] salt);
}
