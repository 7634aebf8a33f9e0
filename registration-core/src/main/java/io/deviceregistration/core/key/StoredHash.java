package io.deviceregistration.core.key;

import io.deviceregistration.core.value.VisibleAscii;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a key: a hash that names its own scheme and parameters, in the PHC string format ({@code
 * $scheme$parameters$salt$hash}), 1 to {@value #MAX_LENGTH} visible ASCII characters. Immutable; {@link #toString}
 * shows the scheme alone.
 */
public final class StoredHash {

    /** What every store has room for. */
    public static final int MAX_LENGTH = 255;

    private final String phc;

    private StoredHash(String phc) {
        this.phc = phc;
    }

    /** @throws IllegalArgumentException if the text can't be a PHC string */
    public static StoredHash of(String phc) {
        if (phc.length() > MAX_LENGTH || !VisibleAscii.isAll(phc) || !phc.startsWith("$") || phc.indexOf('$', 1) < 2) {
            throw new IllegalArgumentException(
                    "a stored hash is a PHC string of at most " + MAX_LENGTH + " visible ASCII characters");
        }
        return new StoredHash(phc);
    }

    /** The scheme's name, such as {@code argon2id}. */
    public String scheme() {
        return phc.substring(1, phc.indexOf('$', 1));
    }

    /** Whether that is its {@link #scheme}; allocates nothing. */
    public boolean isOf(String scheme) {
        return phc.startsWith(scheme, 1) && phc.indexOf('$', 1) == 1 + scheme.length();
    }

    /** The PHC string itself, for the store and the hasher. */
    public String reveal() {
        return phc;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof StoredHash hash
                        && MessageDigest.isEqual(
                                phc.getBytes(StandardCharsets.US_ASCII), hash.phc.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return phc.hashCode();
    }

    @Override
    public String toString() {
        return "StoredHash[" + scheme() + "]";
    }
}
