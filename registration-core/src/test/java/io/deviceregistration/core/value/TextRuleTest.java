package io.deviceregistration.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextRuleTest {

    private static final TextRule RULE = TextRule.between(1, 3);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                " abc ",
                "\tabc\n",
                "\u00a0abc\u202f",
                "\u3000abc\u2028",
                "\r\n abc",
                "\u2007\u205fabc\u1680\u2029"
            })
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
    @ValueSource(strings = {"a\nb", "\u007f", "\u0085x", "a\u009f", "\u001b", "\u0085"})
    void refuses_control_characters(String text) {
        assertThat(RULE.problemWith(text)).contains("must not contain control characters");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069})
    void refuses_what_breaks_a_line_or_turns_its_direction(int c) {
        assertThat(RULE.problemWith("a" + Character.toString(c) + "b")).contains("must not contain control characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ad", // soft hyphen
                "\u034f", // combining grapheme joiner
                "\u115f", // Hangul fillers
                "\u1160",
                "\u3164",
                "\uffa0",
                "\u180e", // Mongolian vowel separator
                "\u200b", // zero width space, joiners, marks of direction
                "\u200c",
                "\u200d",
                "\u200e",
                "\u200f",
                "\u061c",
                "\u2060", // word joiner
                "\u2800", // blank of Braille
                "\ufe00", // variation selectors
                "\ufe0f",
                "\udb40\udd00",
                "\ufeff", // byte order mark
                "\udb40\udc41", // tag
                "\u200b \u200d"
            })
    void refuses_a_text_that_shows_nothing(String text) {
        assertThat(TextRule.isBlank(text)).isTrue();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RULE.stripped(" " + text + "\u00a0"))
                .withMessage("must have a visible character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u2007\u202f", "\t\n", "\u2028"})
    void refuses_white_space_alone(String text) {
        assertThat(TextRule.isBlank(text)).isTrue();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RULE.stripped(text))
                .withMessage("must not be empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩\u200d🚒",
                "می\u200cخواهم",
                "❤\ufe0f",
                "\u200bx\u200b",
                "e\u0301",
                "\u0301",
                "\u0600",
                "\ue000"
            })
    void keeps_what_joins_and_marks_visible_characters(String text) {
        assertThat(TextRule.isBlank(text)).isFalse();
        assertThat(TextRule.between(1, 9).stripped(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0085", "\u202e", "\u2069", "\ud83d"})
    void takes_no_refused_character_for_blank(String text) {
        assertThat(TextRule.isBlank(text)).isFalse();
        assertThat(RULE.problemWith(text)).isPresent();
    }

    @Test
    void lets_a_text_that_may_be_empty_show_nothing() {
        assertThat(TextRule.between(0, 3).stripped(" \u200b ")).isEqualTo("\u200b");
    }

    @Test
    void refuses_half_of_a_surrogate_pair() {
        String problem = "must be valid Unicode: it contains half of a surrogate pair";
        for (String text : new String[] {"\ud83d", "\ude42", "a\ud83d", "\ude42\ud83d"}) {
            assertThat(RULE.problemWith(text)).contains(problem);
        }
    }
}
