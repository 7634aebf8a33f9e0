package io.deviceregistration.core.value;

import java.util.Optional;

/**
 * What text that people type must look like: between a least and a greatest number of characters, none of them a
 * control character or half of a surrogate pair. A character is a Unicode code point, so an emoji counts as one.
 * Instances are immutable.
 */
public final class TextRule {

    private final int min;
    private final int max;

    private TextRule(int min, int max) {
        this.min = min;
        this.max = max;
    }

    public static TextRule between(int min, int max) {
        return new TextRule(min, max);
    }

    /**
     * The text without the white space around it, checked.
     *
     * @throws InvalidValueException if what is left breaks this rule
     */
    public String stripped(String raw) {
        return exact(strip(raw));
    }

    /**
     * The text as it is, checked.
     *
     * @throws InvalidValueException if it breaks this rule
     */
    public String exact(String text) {
        Optional<String> problem = problemWith(text);
        if (problem.isPresent()) {
            throw new InvalidValueException(problem.get());
        }
        return text;
    }

    /** What is wrong with the text as it is, if anything. */
    public Optional<String> problemWith(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < min) {
            return Optional.of(min == 1 ? "must not be empty" : "must have at least " + min + " characters");
        }
        if (length > max) {
            return Optional.of("must have at most " + max + " characters, has " + length);
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("must not contain control characters");
        }
        if (text.codePoints().anyMatch(TextRule::isHalfASurrogatePair)) {
            return Optional.of("must be valid Unicode: it contains half of a surrogate pair");
        }
        return Optional.empty();
    }

    /** Like {@link String#strip()}, and no-break spaces too. */
    private static String strip(String raw) {
        int start = 0;
        int end = raw.length();
        while (start < end && isSpace(raw.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(raw.charAt(end - 1))) {
            end--;
        }
        return raw.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isHalfASurrogatePair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
