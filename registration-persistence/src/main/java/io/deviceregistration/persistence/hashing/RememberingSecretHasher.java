package io.deviceregistration.persistence.hashing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which stored hash is a key's, so that a hash that is costly by design is computed once and not with every call.
 * What is remembered of the key is a fingerprint, under a key that this process made and nobody else has; never the key
 * itself. Only what matched is remembered: guesses push nothing out. Checks of one key that come at once are computed once.
 *
 * <p>Nothing has to be forgotten when a key is replaced: its row then has another hash, for which nothing is remembered.
 */
final class RememberingSecretHasher implements SecretHasher {

    /** 256 bits, so that no two keys share one. */
    private record Fingerprint(long first, long second, long third, long fourth) {}

    /** The hash that a key matched, and how. */
    private record Match(StoredHash stored, HashCheck check) {}

    private final SecretHasher hasher;
    private final Pepper.Purpose fingerprints;
    private final Cache<Fingerprint, Match> matches;

    /** @param size how many matches are remembered at the most; those used least go first */
    RememberingSecretHasher(SecretHasher hasher, int size, SecureRandom random) {
        this.hasher = hasher;
        this.fingerprints = randomPepper(random).of("remembered key");
        this.matches = Caffeine.newBuilder()
                .maximumSize(size)
                .recordStats()
                // Handing each write's upkeep to another thread costs more than the upkeep.
                .executor(Runnable::run)
                .build();
    }

    void bindTo(MeterRegistry meters) {
        CaffeineCacheMetrics.monitor(meters, matches, "key_hashes");
    }

    @Override
    public StoredHash hash(PlainKey key) {
        return hasher.hash(key);
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        Fingerprint fingerprint = fingerprint(key);
        Match known = matches.getIfPresent(fingerprint);
        if (known == null || known.stored() != stored) {
            known = matches.asMap().compute(fingerprint, (same, before) -> match(key, stored, before));
        }
        return known != null && known.stored() == stored ? known.check() : HashCheck.MISMATCH;
    }

    /** What is remembered from now on: it is of this hash, unless the key doesn't match it. */
    private @Nullable Match match(PlainKey key, StoredHash stored, @Nullable Match before) {
        if (before != null && before.stored().equals(stored)) {
            return new Match(stored, before.check());
        }
        HashCheck check = hasher.check(key, stored);
        return check == HashCheck.MISMATCH ? before : new Match(stored, check);
    }

    private Fingerprint fingerprint(PlainKey key) {
        byte[] secret = key.bytes();
        try {
            ByteBuffer mac = ByteBuffer.wrap(fingerprints.mac(secret));
            return new Fingerprint(mac.getLong(), mac.getLong(), mac.getLong(), mac.getLong());
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static Pepper randomPepper(SecureRandom random) {
        byte[] secret = new byte[Pepper.MIN_BYTES];
        random.nextBytes(secret);
        try {
            return new Pepper(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
