package io.deviceregistration.core.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Base32Test {

    @ParameterizedTest
    @CsvSource({"'',''", "f,my", "fo,mzxq", "foo,mzxw6", "foob,mzxw6yq", "fooba,mzxw6ytb", "foobar,mzxw6ytboi"})
    void writes_and_reads_the_vectors_of_rfc_4648(String plain, String encoded) {
        assertThat(Base32.encode(plain.getBytes(US_ASCII))).isEqualTo(encoded);
        assertThat(Base32.decode(encoded))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(plain.getBytes(US_ASCII)));
    }

    @Test
    void reads_what_it_wrote_at_every_length() {
        Random random = new Random(7);
        for (int length = 0; length <= 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);

            String encoded = Base32.encode(bytes);

            assertThat(encoded).hasSize((length * 8 + 4) / 5).matches("[a-z2-7]*");
            assertThat(Base32.decode(encoded))
                    .hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MY", "m1", "m8", "m0", "m9", "my======", "m ", "m-", "mÿ", "m\u0100", "m\u0661", "ｍy", "🙂"})
    void refuses_characters_that_it_never_writes(String text) {
        assertThat(Base32.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "aaa", "aaaaaa", "aaaaaaaaa"})
    void refuses_lengths_that_it_never_writes(String text) {
        assertThat(Base32.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mz", "m7", "mzxr", "mzxw7", "mzxw6yr", "ab", "aaaab"})
    void refuses_left_over_bits_that_are_not_zero(String text) {
        assertThat(Base32.decode(text)).isEmpty();
    }
}
