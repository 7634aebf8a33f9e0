package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.SecretHasher;
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
        Argon2Function argon2 = FastestArgon2.at(settings.argon2Cost());
        return create(settings, argon2, new SecureRandom());
    }

    static SecretHasher create(HashingSettings settings, Argon2Function argon2, SecureRandom random) {
        Argon2Function withinMemory = new MemoryBoundArgon2(argon2, HashingSettings.MAX_TOTAL_MEMORY_KIB);
        Map<HashScheme, SecretHasher> hashers = new HashMap<>();
        SecretHasher bounded = new BoundedSecretHasher(
                new Argon2SecretHasher(withinMemory, settings.argon2Cost(), random),
                settings.maxConcurrent(),
                settings.maxQueued());
        hashers.put(
                HashScheme.ARGON2ID,
                settings.maxRemembered() == 0
                        ? bounded
                        : new RememberingSecretHasher(bounded, settings.maxRemembered(), random));
        settings.peppers().ifPresent(peppers -> hashers.put(HashScheme.HMAC_SHA256, new HmacSecretHasher(peppers)));
        return new SchemeSecretHasher(settings.scheme(), hashers);
    }
}
