package io.deviceregistration.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.value.InvalidValueException.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InvalidValueExceptionTest {

    @Test
    void describes_every_problem() {
        InvalidValueException exception = new InvalidValueException(
                List.of(new Problem(List.of(), "is bad"), new Problem(List.of("a", "b"), "is worse")));

        assertThat(exception).hasMessage("is bad; a/b is worse");
        assertThat(exception.problems()).hasSize(2);
    }

    @Test
    void takes_a_single_problem_with_the_value_as_a_whole() {
        assertThat(new InvalidValueException("is bad").problems()).containsExactly(new Problem(List.of(), "is bad"));
    }

    @Test
    void has_at_least_one_problem() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InvalidValueException(List.of()));
    }
}
