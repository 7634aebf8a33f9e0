package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.value.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceNameTest {

    @Test
    void is_stripped_and_kept_as_it_is() {
        assertThat(new DeviceName(" Pump  1\u00a0").value()).isEqualTo("Pump  1");
        assertThat(new DeviceName("Pump 1")).hasToString("Pump 1");
    }

    @Test
    void has_1_to_128_characters_and_no_control_characters() {
        assertThat(new DeviceName("🙂".repeat(128)).value()).hasSize(256);
        for (String bad :
                new String[] {"", " \u3000 ", "x".repeat(129), "a\tb", "\ude00", "\u00a0", "\u200b", "a\u202eb"}) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new DeviceName(bad));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUMP,pump",
        "É,é",
        "SS,ß",
        "ẞ,ß",
        "STRAẞE,straße",
        "Σ,σ",
        "σ,ς",
        "ΟΔΟΣ,οδος",
        "I,ı",
        "𐐀,𐐨",
        "ﬁ,FI",
        "ǅ,ǆ",
        "Ꭰ,ꭰ",
        "\u2126,ω",
        "\u212a,k"
    })
    void folds_names_that_differ_in_case_alone_to_the_same_text(String one, String another) {
        assertThat(new DeviceName(one).folded()).isEqualTo(new DeviceName(another).folded());
    }

    @ParameterizedTest
    @CsvSource({"é,e", "a,ａ", "a b,ab", "İ,i", "ä,ae", "あ,ア", "1,①"})
    void folds_other_names_to_different_texts(String one, String another) {
        assertThat(new DeviceName(one).folded()).isNotEqualTo(new DeviceName(another).folded());
    }

    @Test
    void folds_every_character_like_its_upper_lower_and_title_case() {
        assertThat(everyCharacter().filter(c -> !foldsLikeItsOtherCases(c)).mapToObj(Integer::toHexString))
                .isEmpty();
    }

    @Test
    void folds_no_character_to_more_than_the_store_has_room_for() {
        int longest = everyCharacter()
                .map(c -> DeviceName.fold(Character.toString(c)).length())
                .max()
                .orElseThrow();

        assertThat(128 * longest).isEqualTo(DeviceName.MAX_FOLDED_LENGTH);
        assertThat(new DeviceName("ΐ".repeat(128)).folded()).hasSize(DeviceName.MAX_FOLDED_LENGTH);
    }

    @Test
    void folds_the_beginning_of_a_name_to_the_beginning_of_the_folded_name() {
        for (String name : List.of("ΟΔΟΣΤΑ", "οδος 1", "Straße", "İstanbul", "aΣ", "ΑΣ.Α")) {
            for (int end = 1; end <= name.length(); end++) {
                assertThat(new DeviceName(name).folded())
                        .startsWith(new DeviceNamePrefix(name.substring(0, end)).folded());
            }
        }
    }

    @Test
    void folds_alike_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            for (String language : List.of("tr", "az", "lt", "el", "de")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                assertThat(DeviceName.fold("TITLE i I İ ı Ì")).isEqualTo("title i i i\u0307 i ì");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_prefix_is_kept_exactly() {
        assertThat(new DeviceNamePrefix("Pump ").value()).isEqualTo("Pump ");
        assertThat(new DeviceNamePrefix("Pump ").folded()).isEqualTo("pump ");
        for (String bad : new String[] {"", "x".repeat(129), "a\nb"}) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new DeviceNamePrefix(bad));
        }
    }

    private static boolean foldsLikeItsOtherCases(int c) {
        String text = Character.toString(c);
        String folded = DeviceName.fold(text);
        return Stream.of(
                        text.toUpperCase(Locale.ROOT),
                        text.toLowerCase(Locale.ROOT),
                        Character.toString(Character.toTitleCase(c)),
                        folded)
                .allMatch(variant -> DeviceName.fold(variant).equals(folded));
    }

    private static IntStream everyCharacter() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }
}
