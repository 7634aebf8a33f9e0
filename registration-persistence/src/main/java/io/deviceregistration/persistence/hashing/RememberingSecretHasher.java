package io.deviceregistration.persistence.hashing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    /** 256 bits, so that no two pairs of a key and a hash share one. */
    private record Fingerprint(long first, long second, long third, long fourth) {}

    private final SecretHasher hasher;
    private final Mac mac;
    private final Cache<Fingerprint, HashCheck> matches;

    /** @param size how many matches are remembered at the most; those used least go first */
    RememberingSecretHasher(SecretHasher hasher, int size, SecureRandom random) {
        this.hasher = hasher;
        this.mac = keyed(random);
        this.matches = Caffeine.newBuilder().maximumSize(size).build();
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
        Mac own = copy();
        byte[] secret = key.bytes();
        // Keys are of one length, so no other pair is written alike.
        own.update(secret);
        Arrays.fill(secret, (byte) 0);
        ByteBuffer digest = ByteBuffer.wrap(own.doFinal(stored.reveal().getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    /** A computation of its own: one is for one thread. */
    private Mac copy() {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's HMAC can't be copied", e);
        }
    }

    private static Mac keyed(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
