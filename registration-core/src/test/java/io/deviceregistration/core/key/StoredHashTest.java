package io.deviceregistration.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredHashTest {

    private static final String PHC = "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g";

    @Test
    void keeps_the_text_and_knows_its_scheme() {
        assertThat(StoredHash.of(PHC).reveal()).isEqualTo(PHC);
        assertThat(StoredHash.of(PHC).scheme()).isEqualTo("argon2id");
        assertThat(StoredHash.of("$a$").scheme()).isEqualTo("a");
    }

    @Test
    void is_of_its_whole_scheme_alone() {
        StoredHash hash = StoredHash.of("$argon2id$argon2$x");

        assertThat(hash.isOf("argon2id")).isTrue();
        assertThat(hash.isOf("argon2")).isFalse();
        assertThat(hash.isOf("argon2id$argon2")).isFalse();
        assertThat(hash.isOf("rgon2id")).isFalse();
        assertThat(hash.isOf("")).isFalse();
        assertThat(StoredHash.of("$a$").isOf("a$")).isFalse();
    }

    @Test
    void shows_its_scheme_alone() {
        assertThat(StoredHash.of(PHC)).hasToString("StoredHash[argon2id]");
    }

    @Test
    void equals_a_hash_of_the_same_text_alone() {
        assertThat(StoredHash.of(PHC))
                .isEqualTo(StoredHash.of(PHC))
                .hasSameHashCodeAs(StoredHash.of(PHC))
                .isNotEqualTo(StoredHash.of(PHC + "x"))
                .isNotEqualTo(StoredHash.of(PHC.replace('c', 'C')))
                .isNotEqualTo(PHC);
    }

    @Test
    void has_room_for_255_characters() {
        String longest = "$s$" + "x".repeat(252);

        assertThat(StoredHash.of(longest).reveal()).hasSize(StoredHash.MAX_LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> StoredHash.of(longest + "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "$", "$$", "$$x", "$a", "a$b$c", " $a$b", "$a$b c", "$a$b\n", "$a$é", "$a$\u007f", "secret"})
    void refuses_what_is_no_phc_string_without_repeating_it(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredHash.of(text))
                .withMessage("a stored hash is a PHC string of at most 255 visible ASCII characters");
    }
}
