package io.deviceregistration.core.provisioningkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import org.junit.jupiter.api.Test;

final class LabelTest {

    @Test
    void is_stripped() {
        assertThat(new Label(" \u00a0Building 7\u3000 ").value()).isEqualTo("Building 7");
        assertThat(new Label("Building 7")).hasToString("Building 7");
    }

    @Test
    void has_1_to_128_characters_and_no_control_characters() {
        assertThat(new Label("🙂".repeat(128)).value()).hasSize(256);
        for (String bad :
                new String[] {"", "   ", "x".repeat(129), "a\u0007b", "\ud83d", "\u00a0", "\u2800", "a\u2067b"}) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Label(bad));
        }
    }
}
