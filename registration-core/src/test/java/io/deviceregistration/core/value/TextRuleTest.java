package io.deviceregistration.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextRuleTest {

    private static final TextRule RULE = TextRule.between(1, 3);

    @ParameterizedTest
    @ValueSource(strings = {"abc", " abc ", "\tabc\n", "\u00a0abc\u202f", "\u3000abc\u2028", "\r\n abc"})
    void strips_white_space_and_no_break_spaces(String raw) {
        assertThat(RULE.stripped(raw)).isEqualTo("abc");
    }

    @Test
    void leaves_space_inside() {
        assertThat(RULE.stripped(" a\u00a0b ")).isEqualTo("a\u00a0b");
    }

    @Test
    void counts_code_points() {
        assertThat(RULE.exact("🙂🙂🙂")).isEqualTo("🙂🙂🙂");
        assertThat(RULE.problemWith("🙂🙂🙂🙂")).contains("must have at most 3 characters, has 4");
    }

    @Test
    void says_what_is_wrong_and_never_repeats_the_text() {
        assertThat(RULE.problemWith("")).contains("must not be empty");
        assertThat(TextRule.between(2, 3).problemWith("x")).contains("must have at least 2 characters");
        assertThat(RULE.problemWith("a\u0000")).contains("must not contain control characters");
        assertThat(RULE.problemWith("abc")).isEmpty();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RULE.exact("secret"))
                .withMessage("must have at most 3 characters, has 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u007f", "\u0085x", "a\u009f", "\u001b"})
    void refuses_control_characters(String text) {
        assertThat(RULE.problemWith(text)).contains("must not contain control characters");
    }

    @Test
    void refuses_half_of_a_surrogate_pair() {
        String problem = "must be valid Unicode: it contains half of a surrogate pair";
        for (String text : new String[] {"\ud83d", "\ude42", "a\ud83d", "\ude42\ud83d"}) {
            assertThat(RULE.problemWith(text)).contains(problem);
        }
    }
}
