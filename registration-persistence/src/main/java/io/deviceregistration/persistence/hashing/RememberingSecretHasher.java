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
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which key belongs to which stored hash, so that a hash that is costly by design is computed once and not with
 * every call. What is remembered is a fingerprint of both, under a key that this process made and nobody else has; never the
 * key itself. Only what matched is remembered: guesses push nothing out. Checks of one key that come at once are computed
 * once.
 *
 * <p>Nothing has to be forgotten when a key is replaced: its row then has another hash, for which nothing is remembered.
 */
final class RememberingSecretHasher implements SecretHasher {

    /** 256 bits, so that no two pairs of a key and a hash share one. */
    private record Fingerprint(long first, long second, long third, long fourth) {}

    private final SecretHasher hasher;
    private final Pepper pepper;
    private final Cache<Fingerprint, HashCheck> matches;

    /** @param size how many matches are remembered at the most; those used least go first */
    RememberingSecretHasher(SecretHasher hasher, int size, SecureRandom random) {
        this.hasher = hasher;
        this.pepper = randomPepper(random);
        this.matches = Caffeine.newBuilder().maximumSize(size).recordStats().build();
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
        HashCheck match = matches.get(fingerprint(key, stored), unknown -> matchOrNull(key, stored));
        return match == null ? HashCheck.MISMATCH : match;
    }

    private @Nullable HashCheck matchOrNull(PlainKey key, StoredHash stored) {
        HashCheck check = hasher.check(key, stored);
        return check == HashCheck.MISMATCH ? null : check;
    }

    private Fingerprint fingerprint(PlainKey key, StoredHash stored) {
        byte[] secret = key.bytes();
        byte[] hash = stored.reveal().getBytes(StandardCharsets.UTF_8);
        // Keys are of one length, so no other pair is written alike.
        byte[] both = Arrays.copyOf(secret, secret.length + hash.length);
        System.arraycopy(hash, 0, both, secret.length, hash.length);
        try {
            ByteBuffer mac = ByteBuffer.wrap(pepper.mac("remembered key", both));
            return new Fingerprint(mac.getLong(), mac.getLong(), mac.getLong(), mac.getLong());
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(both, (byte) 0);
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
