package io.deviceregistration.core.device;

import io.deviceregistration.core.value.TextRule;
import java.util.Locale;

/**
 * What people call a device: 1 to 128 characters after stripping, one of them visible, no control characters. Unique
 * within its tenant, compared without regard to case.
 *
 * <p>The constructor throws an {@link io.deviceregistration.core.value.InvalidValueException InvalidValueException}
 * if the text breaks this rule.
 */
public record DeviceName(String value) {

    /** The most UTF-16 units that a folded name can have: folding makes at most three characters of one. */
    public static final int MAX_FOLDED_LENGTH = 384;

    private static final TextRule RULE = TextRule.between(1, 128);

    public DeviceName {
        value = RULE.stripped(value);
    }

    /** The same text for all names that differ in case alone, on every database and in every locale. */
    public String folded() {
        return fold(value);
    }

    /** Folds any text as names are folded. Each part of a text folds to the same part of the folded text. */
    public static String fold(String text) {
        // Lower case first: ẞ has no upper case but itself, while its lower case ß has SS. One σ at the end: whether
        // it is ς depends on what follows, and a beginning is compared with whole names.
        return text.toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('ς', 'σ');
    }

    @Override
    public String toString() {
        return value;
    }
}
