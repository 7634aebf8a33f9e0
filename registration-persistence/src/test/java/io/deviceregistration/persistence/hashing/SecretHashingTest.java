package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.testkit.SecretHasherContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SecretHashingTest {

    private final PlainKey key = Keys.random();
    private final Peppers peppers = Peppers.of(Keys.pepper());
    private final SecretHasher argon2 = SecretHashing.create(HashingSettings.defaults());
    private final SecretHasher argon2AndPepper =
            SecretHashing.create(HashingSettings.builder().peppers(peppers).build());
    private final SecretHasher hmac = SecretHashing.create(HashingSettings.builder()
            .scheme(HashScheme.HMAC_SHA256)
            .peppers(peppers)
            .build());

    @Nested
    class WithArgon2id extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return SecretHashing.create(HashingSettings.defaults());
        }
    }

    @Nested
    class WithArgon2idAtAHigherCost extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return SecretHashing.create(HashingSettings.builder()
                    .argon2Cost(new Argon2Cost(2048, 2, 2))
                    .build());
        }
    }

    @Nested
    class WithHmac extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return SecretHashing.create(HashingSettings.builder()
                    .scheme(HashScheme.HMAC_SHA256)
                    .peppers(peppers)
                    .build());
        }
    }

    @Test
    void makes_argon2id_hashes_by_default() {
        assertThat(argon2.hash(key).reveal()).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(argon2AndPepper.hash(key).scheme()).isEqualTo("argon2id");
    }

    @Test
    void makes_hmac_hashes_if_told_to() {
        assertThat(hmac.hash(key).scheme()).isEqualTo("hmac-sha256");
    }

    @Test
    void a_hash_of_the_scheme_that_is_not_preferred_is_outdated() {
        assertThat(hmac.check(key, argon2.hash(key))).isEqualTo(HashCheck.MATCH_OUTDATED);
        assertThat(argon2AndPepper.check(key, hmac.hash(key))).isEqualTo(HashCheck.MATCH_OUTDATED);
    }

    @Test
    void a_wrong_key_is_told_apart_under_either_scheme() {
        assertThat(hmac.check(Keys.random(), argon2.hash(key))).isEqualTo(HashCheck.MISMATCH);
        assertThat(argon2AndPepper.check(Keys.random(), hmac.hash(key))).isEqualTo(HashCheck.MISMATCH);
    }

    @Test
    void an_hmac_hash_without_a_pepper_is_refused_and_says_what_to_configure() {
        StoredHash stored = hmac.hash(key);

        assertThatExceptionOfType(HashingException.class)
                .isThrownBy(() -> argon2.check(key, stored))
                .withMessage("a stored hash is of the scheme hmac-sha256, which is not configured:"
                        + " configure the pepper file that it was made with");
    }

    @Test
    void a_hash_of_an_unknown_scheme_is_refused_by_name() {
        assertThatExceptionOfType(HashingException.class)
                .isThrownBy(() -> argon2.check(key, StoredHash.of("$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q")))
                .withMessage("a stored hash is of a scheme that is not known here: scrypt");
    }
}
