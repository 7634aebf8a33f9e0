package io.deviceregistration.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import org.junit.jupiter.api.Test;

final class SubjectTest {

    @Test
    void keeps_the_text_exactly() {
        assertThat(new Subject(" auth0|ada ").value()).isEqualTo(" auth0|ada ");
        assertThat(new Subject("ada")).hasToString("ada");
    }

    @Test
    void takes_1_to_255_characters() {
        assertThat(new Subject("🙂".repeat(255)).value()).hasSize(510);
        for (String bad : new String[] {"", "x".repeat(256), "a\nb"}) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Subject(bad));
        }
    }
}
