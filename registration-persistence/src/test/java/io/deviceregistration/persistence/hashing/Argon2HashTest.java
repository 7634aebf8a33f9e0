package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.StoredHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2HashTest {

    private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String HASH = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";

    @Test
    void is_a_phc_string() {
        byte[] salt = new byte[16];
        byte[] hash = new byte[32];
        hash[31] = 1;

        assertThat(new Argon2Hash(new Argon2Cost(19_456, 2, 1), salt, hash)
                        .toStored()
                        .reveal())
                .isEqualTo(
                        "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE");
    }

    @Test
    void reads_what_it_writes() {
        StoredHash stored = StoredHash.of("$argon2id$v=19$m=262144,t=4,p=16$" + SALT + "$" + HASH);

        assertThat(Argon2Hash.parse(stored).toStored()).isEqualTo(stored);
        assertThat(Argon2Hash.parse(stored).cost()).isEqualTo(new Argon2Cost(262_144, 4, 16));
    }

    /** The last character of each has bits to spare. */
    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void reads_what_it_writes_whatever_the_last_byte_is(int bytes) {
        for (int last = Byte.MIN_VALUE; last <= Byte.MAX_VALUE; last++) {
            byte[] salt = new byte[16];
            byte[] hash = new byte[32];
            (bytes == 16 ? salt : hash)[bytes - 1] = (byte) last;
            StoredHash stored = new Argon2Hash(Argon2Cost.DEFAULT, salt, hash).toStored();

            assertThat(Argon2Hash.parse(stored).salt()).isEqualTo(salt);
            assertThat(Argon2Hash.parse(stored).hash()).isEqualTo(hash);
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 22, 4", "32, 43, 16"})
    void takes_only_those_last_characters_that_it_writes(int bytes, int length, int written) {
        String zeros = "A".repeat(length - 1);
        long taken = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                .chars()
                .mapToObj(last -> zeros + (char) last)
                .map(text -> "$argon2id$v=19$m=64,t=1,p=1$" + (bytes == 16 ? text + "$" + HASH : SALT + "$" + text))
                .filter(Argon2HashTest::isTaken)
                .count();
        assertThat(taken).isEqualTo(written);
    }

    private static boolean isTaken(String text) {
        try {
            Argon2Hash.parse(StoredHash.of(text));
            return true;
        } catch (HashingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=16$m=64,t=1,p=1$" + SALT + "$" + HASH,
                "$argon2i$v=19$m=64,t=1,p=1$" + SALT + "$" + HASH,
                "$argon2id$m=64,t=1,p=1$" + SALT + "$" + HASH,
                "$argon2id$v=19$m=064,t=1,p=1$" + SALT + "$" + HASH,
                "$argon2id$v=19$m=-64,t=1,p=1$" + SALT + "$" + HASH,
                "$argon2id$v=19$m=64,t=1$" + SALT + "$" + HASH,
                "$argon2id$v=19$t=1,m=64,p=1$" + SALT + "$" + HASH,
                "$argon2id$v=19$m=64,t=1,p=1,keyid=AA$" + SALT + "$" + HASH,
                "$argon2id$v=19$m=99999999999,t=1,p=1$" + SALT + "$" + HASH,
                "$argon2id$v=19$m=64,t=1,p=1$" + SALT + "==$" + HASH,
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAA$" + HASH,
                "$argon2id$v=19$m=64,t=1,p=1$" + SALT + "$BBBBBBBBBBBBBBBBBBBBBB",
                "$argon2id$v=19$m=64,t=1,p=1$" + SALT + "$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAB$" + HASH,
                "$argon2id$v=19$m=64,t=1,p=1$" + SALT + "$-BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA",
            })
    void refuses_a_damaged_hash_without_showing_it(String damaged) {
        assertThatExceptionOfType(HashingException.class)
                .isThrownBy(() -> Argon2Hash.parse(StoredHash.of(damaged)))
                .withMessage("a stored argon2id hash is damaged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=262145,t=1,p=1",
                "m=999999,t=1,p=1",
                "m=7,t=1,p=1",
                "m=262144,t=64,p=1",
                "m=64,t=99,p=1",
                "m=64,t=1,p=99"
            })
    void refuses_a_cost_that_would_be_an_attack(String parameters) {
        assertThatExceptionOfType(HashingException.class)
                .isThrownBy(
                        () -> Argon2Hash.parse(StoredHash.of("$argon2id$v=19$" + parameters + "$" + SALT + "$" + HASH)))
                .withMessage("a stored argon2id hash has parameters that no configuration allows")
                .havingCause()
                .withMessageStartingWith("argon2 ");
    }
}
