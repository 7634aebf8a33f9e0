package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PeppersTest {

    private final byte[] first = Keys.pepper();
    private final byte[] second = Keys.pepper();

    @Test
    void are_found_by_their_ids() {
        Peppers peppers = Peppers.of(first, second);

        assertThat(peppers.current().id()).isEqualTo(Peppers.of(first).current().id());
        assertThat(peppers.find(Peppers.of(second).current().id())).isPresent();
        assertThat(peppers.find(Peppers.of(Keys.pepper()).current().id())).isEmpty();
    }

    @Test
    void have_ids_of_16_digits_that_are_no_part_of_them() {
        String id = Peppers.of(first).current().id();

        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(HexFormat.of().formatHex(first)).doesNotContain(id);
    }

    @Test
    void are_copies() {
        String id = Peppers.of(first.clone()).current().id();
        byte[] given = first.clone();
        Peppers peppers = Peppers.of(given);

        given[0]++;

        assertThat(peppers.current().mac("pepper id", new byte[0]))
                .startsWith(HexFormat.of().parseHex(id));
    }

    @Test
    void show_their_ids_alone() {
        Peppers peppers = Peppers.of(first, second);

        assertThat(peppers)
                .hasToString("Peppers[" + peppers.current().id() + ", "
                        + Peppers.of(second).current().id() + "]");
        assertThat(peppers.current().toString())
                .doesNotContain(Base64.getEncoder().encodeToString(first));
    }

    @Test
    void must_be_one_or_two_different_ones() {
        String message = "one pepper is needed, or two different ones, but %d were given";

        assertThatIllegalArgumentException().isThrownBy(Peppers::of).withMessage(message, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peppers.of(first, second, Keys.pepper()))
                .withMessage(message, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peppers.of(first, first))
                .withMessage(message, 2);
    }

    @Test
    void must_have_256_bits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peppers.of(new byte[31]))
                .withMessage("a pepper has at least 32 random bytes, but this one has 31");
    }
}
