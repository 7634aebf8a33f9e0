package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.testkit.SecretHasherContract;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Argon2SecretHasherTest {

    private static final Argon2Cost OTHER_COST = new Argon2Cost(128, 2, 1);

    private final PlainKey key = Keys.random();

    @Nested
    class OnTheNativeLibrary extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return hasher(new NativeArgon2(), Argon2Cost.DEFAULT);
        }
    }

    @Nested
    class OnJava extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return hasher(new JavaArgon2(), Argon2Cost.DEFAULT);
        }
    }

    @Test
    void one_implementation_recognizes_the_hashes_of_the_other() {
        SecretHasher c = hasher(new NativeArgon2(), Argon2Cost.DEFAULT);
        SecretHasher java = hasher(new JavaArgon2(), Argon2Cost.DEFAULT);

        assertThat(java.check(key, c.hash(key))).isEqualTo(HashCheck.MATCH);
        assertThat(c.check(key, java.hash(key))).isEqualTo(HashCheck.MATCH);
    }

    @Test
    void salts_every_hash_anew() {
        SecretHasher hasher = hasher(new NativeArgon2(), Argon2Cost.DEFAULT);

        assertThat(hasher.hash(key)).isNotEqualTo(hasher.hash(key));
    }

    @Test
    void a_hash_of_another_cost_is_outdated() {
        StoredHash stored = hasher(new NativeArgon2(), OTHER_COST).hash(key);
        SecretHasher hasher = hasher(new NativeArgon2(), Argon2Cost.DEFAULT);

        assertThat(hasher.check(key, stored)).isEqualTo(HashCheck.MATCH_OUTDATED);
        assertThat(hasher.check(Keys.random(), stored)).isEqualTo(HashCheck.MISMATCH);
    }

    @Test
    void wipes_the_bytes_of_the_key() {
        AtomicReference<byte[]> seen = new AtomicReference<>();
        Argon2Function spy = (cost, secret, salt) -> {
            assertThat(secret).isEqualTo(key.bytes());
            seen.set(secret);
            return new byte[Argon2Function.HASH_BYTES];
        };

        hasher(spy, Argon2Cost.DEFAULT).hash(key);

        assertThat(seen.get()).isEqualTo(new byte[PlainKey.LENGTH]);
    }

    @Test
    void takes_the_salt_from_its_source_of_randomness() {
        SecureRandom ones = new SecureRandom() {

            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 0xff);
            }
        };

        StoredHash stored = new Argon2SecretHasher(new NativeArgon2(), Argon2Cost.DEFAULT, ones).hash(key);

        assertThat(stored.reveal()).startsWith("$argon2id$v=19$m=64,t=1,p=1$/////////////////////w$");
    }

    private static SecretHasher hasher(Argon2Function argon2, Argon2Cost cost) {
        return new Argon2SecretHasher(argon2, cost, new SecureRandom());
    }
}
