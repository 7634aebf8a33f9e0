package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2CostTest {

    @Test
    void is_small_by_default() {
        assertThat(Argon2Cost.DEFAULT).isEqualTo(new Argon2Cost(64, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"8,1,1", "128,1,16", "262144,4,16", "16384,64,1", "19456,2,1"})
    void may_be_anything_that_takes_about_a_second_or_less(int memoryKib, int iterations, int parallelism) {
        Argon2Cost cost = new Argon2Cost(memoryKib, iterations, parallelism);

        assertThat(cost.perSecond()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7      | 1  | 1  | argon2 memory must be between 8 and 262144 KiB, but is 7",
                "262145 | 1  | 1  | argon2 memory must be between 8 and 262144 KiB, but is 262145",
                "127    | 1  | 16 | argon2 memory must be between 128 and 262144 KiB, but is 127",
                "64     | 0  | 1  | argon2 iterations must be between 1 and 64, but is 0",
                "64     | 65 | 1  | argon2 iterations must be between 1 and 64, but is 65",
                "64     | 1  | 0  | argon2 parallelism must be between 1 and 16, but is 0",
                "256    | 1  | 17 | argon2 parallelism must be between 1 and 16, but is 17",
                "-2147483648 | 1 | 1 | argon2 memory must be between 8 and 262144 KiB, but is -2147483648",
                "262144 | 5  | 1  | argon2 memory times iterations must be at most 1048576 KiB,"
                        + " about a second a hash, but is 262144 times 5",
            })
    void refuses_what_no_server_should_spend(int memoryKib, int iterations, int parallelism, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Argon2Cost(memoryKib, iterations, parallelism))
                .withMessage(message);
    }

    @Test
    void estimates_hashes_a_second() {
        assertThat(new Argon2Cost(19456, 2, 1).perSecond()).isEqualTo(26);
        assertThat(new Argon2Cost(262_144, 4, 1).perSecond()).isEqualTo(1);
    }
}
