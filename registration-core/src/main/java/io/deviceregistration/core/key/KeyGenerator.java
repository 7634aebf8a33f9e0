package io.deviceregistration.core.key;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes keys and ids out of a cryptographically strong source of randomness. As thread-safe as that source; {@link
 * SecureRandom} is.
 */
public final class KeyGenerator {

    private static final long VERSION_MASK = 0xf000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
    private static final long VARIANT_IETF = 0x8000_0000_0000_0000L;

    private final SecureRandom random;

    public KeyGenerator(SecureRandom random) {
        this.random = random;
    }

    /** A new key with a new random id and 256 bits of new secret. */
    public PlainKey generate(KeyKind kind) {
        return generate(kind, newId());
    }

    /** A new random id. */
    public UUID newId() {
        return new UUID(
                random.nextLong() & ~VERSION_MASK | VERSION_4, random.nextLong() & ~VARIANT_MASK | VARIANT_IETF);
    }

    /** A key with a new secret for the row that has this id. */
    public PlainKey generate(KeyKind kind, UUID id) {
        byte[] secret = new byte[PlainKey.SECRET_BYTES];
        random.nextBytes(secret);
        return PlainKey.of(kind, id, secret);
    }
}
