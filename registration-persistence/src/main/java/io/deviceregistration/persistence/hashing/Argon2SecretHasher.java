package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** Hashes with Argon2id at one cost; checks Argon2id hashes of any cost. */
final class Argon2SecretHasher implements SecretHasher {

    private final Argon2Function argon2;
    private final Argon2Cost cost;
    private final SecureRandom random;

    Argon2SecretHasher(Argon2Function argon2, Argon2Cost cost, SecureRandom random) {
        this.argon2 = argon2;
        this.cost = cost;
        this.random = random;
    }

    @Override
    public StoredHash hash(PlainKey key) {
        byte[] salt = new byte[Argon2Hash.SALT_BYTES];
        random.nextBytes(salt);
        return new Argon2Hash(cost, salt, compute(cost, key, salt)).toStored();
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        Argon2Hash expected = Argon2Hash.parse(stored);
        if (!MessageDigest.isEqual(expected.hash(), compute(expected.cost(), key, expected.salt()))) {
            return HashCheck.MISMATCH;
        }
        return expected.cost().equals(cost) ? HashCheck.MATCH : HashCheck.MATCH_OUTDATED;
    }

    private byte[] compute(Argon2Cost atCost, PlainKey key, byte[] salt) {
        byte[] secret = key.bytes();
        try {
            return argon2.hash(atCost, secret, salt);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
