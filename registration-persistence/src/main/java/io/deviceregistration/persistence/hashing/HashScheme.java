package io.deviceregistration.persistence.hashing;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How keys can be hashed. */
public enum HashScheme {
    /** Argon2id (RFC 9106) with a random salt a hash: needs no secret outside the store. */
    ARGON2ID("argon2id"),
    /** HMAC-SHA-256 (RFC 2104) keyed with a pepper that is kept outside the store. */
    HMAC_SHA256("hmac-sha256");

    private final String id;

    HashScheme(String id) {
        this.id = id;
    }

    /** What stored hashes and settings call this scheme. */
    public String id() {
        return id;
    }

    /**
     * The scheme that settings call by this id.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static HashScheme of(String id) {
        for (HashScheme scheme : values()) {
            if (scheme.id.equals(id)) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("the hashing scheme must be "
                + Arrays.stream(values()).map(HashScheme::id).collect(Collectors.joining(" or ")));
    }
}
