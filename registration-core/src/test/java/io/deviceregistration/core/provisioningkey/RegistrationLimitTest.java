package io.deviceregistration.core.provisioningkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import org.junit.jupiter.api.Test;

final class RegistrationLimitTest {

    @Test
    void is_at_least_1() {
        assertThat(new RegistrationLimit(1).value()).isEqualTo(1);
        assertThat(new RegistrationLimit(Integer.MAX_VALUE).value()).isEqualTo(Integer.MAX_VALUE);
        for (int bad : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> new RegistrationLimit(bad))
                    .withMessage("must be at least 1");
        }
    }
}
