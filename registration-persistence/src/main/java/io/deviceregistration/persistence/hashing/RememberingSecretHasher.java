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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which stored hash is a key's, so that a hash that is costly by design is computed once and not with every call.
 * What is remembered of the key is a fingerprint, under a key that this process made and nobody else has; never the key
 * itself. Only what matched is remembered: guesses push nothing out. Checks of one key that come at once are computed once,
 * whatever comes of them; those of different keys do not wait for each other here.
 *
 * <p>Nothing has to be forgotten when a key is replaced: its row then has another hash, for which nothing is remembered.
 */
final class RememberingSecretHasher implements SecretHasher {

    /** 256 bits, so that no two keys share one. */
    private record Fingerprint(long first, long second, long third, long fourth) {}

    /** Whether this is the hash of that key. */
    private record Check(Fingerprint key, StoredHash stored) {}

    /** The hash that a key matched, and how. */
    private record Match(StoredHash stored, HashCheck check) {}

    private final SecretHasher hasher;
    private final Pepper.Purpose fingerprints;
    private final Cache<Fingerprint, Match> matches;

    /** What is being computed just now, each for all who ask for it. */
    private final ConcurrentMap<Check, CompletableFuture<HashCheck>> computations = new ConcurrentHashMap<>();

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
        Check asked = new Check(fingerprint(key), stored);
        HashCheck known = remembered(asked);
        return known == null ? compute(key, asked) : known;
    }

    private @Nullable HashCheck remembered(Check asked) {
        Match known = matches.getIfPresent(asked.key());
        if (known == null || !known.stored().equals(asked.stored())) {
            return null;
        }
        if (known.stored() != asked.stored()) {
            // The one that is asked for from now on: it is compared without a look at its text.
            matches.put(asked.key(), new Match(asked.stored(), known.check()));
        }
        return known.check();
    }

    /** Holds up nobody who asks for anything else: how many may wait for a turn is the other hasher's matter. */
    private HashCheck compute(PlainKey key, Check asked) {
        CompletableFuture<HashCheck> mine = new CompletableFuture<>();
        CompletableFuture<HashCheck> underWay = computations.putIfAbsent(asked, mine);
        if (underWay != null) {
            return result(underWay);
        }
        try {
            HashCheck known = remembered(asked);
            mine.complete(known == null ? computed(key, asked) : known);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
        } finally {
            computations.remove(asked);
        }
        return result(mine);
    }

    private HashCheck computed(PlainKey key, Check asked) {
        HashCheck check = hasher.check(key, asked.stored());
        if (check != HashCheck.MISMATCH) {
            matches.put(asked.key(), new Match(asked.stored(), check));
        }
        return check;
    }

    private static HashCheck result(CompletableFuture<HashCheck> computation) {
        try {
            return computation.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
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
