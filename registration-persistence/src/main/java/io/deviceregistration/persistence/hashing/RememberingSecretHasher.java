package io.deviceregistration.persistence.hashing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
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
    private static final class Match {

        /** Of equal ones the one that was asked for last: a store that recalls rows asks for the same one again. */
        private volatile StoredHash stored;

        private final HashCheck check;

        Match(StoredHash stored, HashCheck check) {
            this.stored = stored;
            this.check = check;
        }

        /** Whether this is the match of that hash, if need be by its text. */
        boolean isOfFromNowOn(StoredHash asked) {
            StoredHash known = stored;
            if (known == asked) {
                return true;
            }
            if (!known.equals(asked)) {
                return false;
            }
            stored = asked;
            return true;
        }
    }

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
        return known != null && known.isOfFromNowOn(asked.stored()) ? known.check : null;
    }

    /** Holds up nobody who asks for anything else: how many may wait for a turn is the other hasher's matter. */
    private HashCheck compute(PlainKey key, Check asked) {
        while (true) {
            CompletableFuture<HashCheck> mine = new CompletableFuture<>();
            CompletableFuture<HashCheck> underWay = computations.putIfAbsent(asked, mine);
            if (underWay == null) {
                return computeForAll(key, asked, mine);
            }
            HashCheck check = resultUnlessInterrupted(underWay);
            if (check != null) {
                return check;
            }
        }
    }

    private HashCheck computeForAll(PlainKey key, Check asked, CompletableFuture<HashCheck> result) {
        HashCheck check;
        try {
            HashCheck known = remembered(asked);
            check = known == null ? computed(key, asked) : known;
        } catch (RuntimeException | Error e) {
            computations.remove(asked);
            // Whoever interrupts this thread means its own call, and none of the others'.
            if (Thread.currentThread().isInterrupted()) {
                result.cancel(false);
            } else {
                result.completeExceptionally(e);
            }
            throw e;
        }
        computations.remove(asked);
        result.complete(check);
        return check;
    }

    private HashCheck computed(PlainKey key, Check asked) {
        HashCheck check = hasher.check(key, asked.stored());
        if (check != HashCheck.MISMATCH) {
            matches.put(asked.key(), new Match(asked.stored(), check));
        }
        return check;
    }

    /** Null if who computes was interrupted, so that nothing came of it. */
    private static @Nullable HashCheck resultUnlessInterrupted(CompletableFuture<HashCheck> computation) {
        try {
            return computation.get();
        } catch (CancellationException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HashingException("interrupted while waiting for a hash that another computes", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new HashingException("another call, which computes the hash, failed", e);
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
