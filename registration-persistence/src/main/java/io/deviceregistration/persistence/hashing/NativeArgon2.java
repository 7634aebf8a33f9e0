package io.deviceregistration.persistence.hashing;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.deviceregistration.core.key.HashingException;

/** The reference implementation in C. Loading this class or making one fails where the library can't be loaded. */
final class NativeArgon2 implements Argon2Function {

    /** Not used: every call brings its own salt. */
    private static final int SALT_BYTES = 16;

    private final Argon2Advanced library = Argon2Factory.createAdvanced(Argon2Types.ARGON2id, SALT_BYTES, HASH_BYTES);

    @Override
    public byte[] hash(Argon2Cost cost, byte[] secret, byte[] salt) {
        try {
            return library.rawHash(cost.iterations(), cost.memoryKib(), cost.parallelism(), secret, salt);
        } catch (IllegalStateException e) {
            throw new HashingException("the Argon2 library failed at " + cost, e);
        }
    }
}
