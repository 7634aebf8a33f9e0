package io.deviceregistration.core.value;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What text that people type must look like: between a least and a greatest number of characters, none of them a
 * control character or half of a surrogate pair. A character is a Unicode code point, so an emoji counts as one.
 *
 * <p>Control characters are those that Unicode calls so, and those that make a line of a list look like something else:
 * line and paragraph separators (U+2028, U+2029), and what turns the direction of the text that follows (U+202A to
 * U+202E, U+2066 to U+2069). Right-to-left text needs none of them. Marks and joiners that work inside a word (U+200C
 * to U+200F) are kept: Persian, Hebrew and many emoji need those.
 *
 * <p>Instances are immutable.
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
     * The text without the white space around it, checked. Where an empty text isn't allowed, one that only looks empty
     * isn't either.
     *
     * @throws InvalidValueException if what is left breaks this rule
     */
    public String stripped(String raw) {
        String text = exact(strip(raw));
        if (min > 0 && isBlank(text)) {
            throw new InvalidValueException("must have a visible character");
        }
        return text;
    }

    /** Whether the text shows nothing: it is empty, or white space and invisible characters are all there is. */
    public static boolean isBlank(String text) {
        return !anyMatch(text, c -> !Characters.isSpace(c) && !Characters.isInvisible(c));
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
        if (anyMatch(text, Characters::isControl)) {
            return Optional.of("must not contain control characters");
        }
        if (anyMatch(text, Characters::isHalfASurrogatePair)) {
            return Optional.of("must be valid Unicode: it contains half of a surrogate pair");
        }
        return Optional.empty();
    }

    /** Without a stream: stores read texts by the hundred thousand. */
    private static boolean anyMatch(String text, IntPredicate character) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (character.test(c)) {
                return true;
            }
            at += Character.charCount(c);
        }
        return false;
    }

    /** Like {@link String#strip()}, and no-break spaces too. */
    private static String strip(String raw) {
        int start = 0;
        int end = raw.length();
        while (start < end && Characters.isSpace(raw.charAt(start))) {
            start++;
        }
        while (start < end && Characters.isSpace(raw.charAt(end - 1))) {
            end--;
        }
        return raw.substring(start, end);
    }
}
