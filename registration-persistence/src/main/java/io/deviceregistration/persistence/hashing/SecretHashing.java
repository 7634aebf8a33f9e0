package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.SecretHasher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** Makes the hasher that the settings ask for. */
public final class SecretHashing {

    private SecretHashing() {}

    /**
     * A hasher that makes hashes under the configured scheme and checks hashes of every scheme that is configured.
     * Argon2 is computed by the native library; where that can't be loaded, by Java code that yields the same hashes
     * about half as fast, which is logged once.
     *
     * <p>Argon2 computations are bounded as configured, because of the memory and the time that each of them takes.
     * Which keys belong to which Argon2 hashes is remembered as configured, by fingerprints under a key that this process
     * made. HMAC-SHA-256 takes a few microseconds and no memory to speak of, so it is never queued, refused or remembered.
     *
     * @throws io.deviceregistration.core.key.HashingException if this machine can't compute one hash at the configured
     *     cost
     */
    public static SecretHasher create(HashingSettings settings) {
        return create(settings, new CompositeMeterRegistry());
    }

    /**
     * Likewise, and has the Argon2 computations measured: how many run ({@code key.hashing.running}), wait ({@code .waiting})
     * and were refused ({@code .rejected}), and {@code cache.*} of the cache {@code key_hashes}, of what is remembered.
     */
    public static SecretHasher create(HashingSettings settings, MeterRegistry meters) {
        Argon2Function argon2 = FastestArgon2.at(settings.argon2Cost());
        return create(settings, argon2, new SecureRandom(), meters);
    }

    static SecretHasher create(HashingSettings settings, Argon2Function argon2, SecureRandom random) {
        return create(settings, argon2, random, new CompositeMeterRegistry());
    }

    private static SecretHasher create(
            HashingSettings settings, Argon2Function argon2, SecureRandom random, MeterRegistry meters) {
        Argon2Function withinMemory = new MemoryBoundArgon2(argon2, HashingSettings.MAX_TOTAL_MEMORY_KIB);
        Map<HashScheme, SecretHasher> hashers = new HashMap<>();
        BoundedSecretHasher bounded = new BoundedSecretHasher(
                new Argon2SecretHasher(withinMemory, settings.argon2Cost(), random),
                settings.maxConcurrent(),
                settings.maxQueued());
        bounded.bindTo(meters);
        hashers.put(HashScheme.ARGON2ID, remembering(bounded, settings, random, meters));
        settings.peppers().ifPresent(peppers -> hashers.put(HashScheme.HMAC_SHA256, new HmacSecretHasher(peppers)));
        return new SchemeSecretHasher(settings.scheme(), hashers);
    }

    private static SecretHasher remembering(
            SecretHasher hasher, HashingSettings settings, SecureRandom random, MeterRegistry meters) {
        if (settings.maxRemembered() == 0) {
            return hasher;
        }
        RememberingSecretHasher remembering = new RememberingSecretHasher(hasher, settings.maxRemembered(), random);
        remembering.bindTo(meters);
        return remembering;
    }
}
