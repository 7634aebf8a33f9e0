package io.deviceregistration.app.benchmark;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.persistence.hashing.HashingSettings;
import io.deviceregistration.persistence.hashing.SecretHashing;
import java.security.SecureRandom;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;

/** Hashing at the default cost, beside the library's bare call. */
public class HashingBenchmark extends LibraryBenchmark {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2Advanced library = Argon2Factory.createAdvanced(Argon2Types.ARGON2id, SALT_BYTES, HASH_BYTES);
    private final SecretHasher hasher =
            SecretHashing.create(HashingSettings.builder().maxRemembered(0).build());
    private final PlainKey key = new KeyGenerator(new SecureRandom()).generate(KeyKind.DEVICE, UUID.randomUUID());
    private final StoredHash stored = hasher.hash(key);

    /** The floor: the native library at the same cost. */
    @Benchmark
    public byte[] bareArgon2() {
        return library.rawHash(1, 64, 1, key.bytes(), new byte[SALT_BYTES]);
    }

    @Benchmark
    public StoredHash hash() {
        return hasher.hash(key);
    }

    @Benchmark
    public Object check() {
        return hasher.check(key, stored);
    }
}
