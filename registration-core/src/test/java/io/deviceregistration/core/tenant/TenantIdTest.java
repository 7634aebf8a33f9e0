package io.deviceregistration.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TenantIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "._:-", "9f8b3c2e-0000-4000-8000-000000000000", "urn:tenant:acme"})
    void takes_letters_digits_and_four_signs(String value) {
        assertThat(new TenantId(value).value()).isEqualTo(value);
        assertThat(new TenantId(value)).hasToString(value);
    }

    @Test
    void takes_up_to_64_characters() {
        assertThat(new TenantId("x".repeat(64)).value()).hasSize(64);
        assertRefused("x".repeat(65));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", " a", "a/b", "a\n", "é", "ａ", "a%", "a\u0000", "@", "[", "`", "{"})
    void refuses_everything_else(String value) {
        assertRefused(value);
    }

    @Test
    void minds_case() {
        assertThat(new TenantId("acme")).isNotEqualTo(new TenantId("ACME"));
    }

    private static void assertRefused(String value) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new TenantId(value))
                .withMessage("must be 1 to 64 of A-Z a-z 0-9 . _ : -");
    }
}
