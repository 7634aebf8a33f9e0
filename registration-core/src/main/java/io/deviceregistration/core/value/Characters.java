package io.deviceregistration.core.value;

/** What a character, a Unicode code point, does in a line of text. */
final class Characters {

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    /**
     * First and last of each range that shows nothing: what Unicode calls Default_Ignorable_Code_Point, a property that
     * Java doesn't know, without the characters that turn directions, and with the annotation marks, the blank of
     * Braille and the empty note head.
     */
    private static final int[][] INVISIBLE = {
        {0x00ad, 0x00ad},
        {0x034f, 0x034f},
        {0x061c, 0x061c},
        {0x115f, 0x1160},
        {0x17b4, 0x17b5},
        {0x180b, 0x180f},
        {0x200b, 0x200f},
        {0x2060, 0x2065},
        {0x206a, 0x206f},
        {0x2800, 0x2800},
        {0x3164, 0x3164},
        {0xfe00, 0xfe0f},
        {0xfeff, 0xfeff},
        {0xffa0, 0xffa0},
        {0xfff0, 0xfffb},
        {0x1bca0, 0x1bca3},
        {0x1d159, 0x1d159},
        {0x1d173, 0x1d17a},
        {0xe0000, 0xe0fff}
    };

    private Characters() {}

    /** White space of any width, no-break spaces and line breaks included. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Takes part in how visible characters look or join, at most; by itself it shows nothing. */
    static boolean isInvisible(int c) {
        for (int[] range : INVISIBLE) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** Breaks a line, or turns the direction of what follows, or is a control character by name. */
    static boolean isControl(int c) {
        return Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR || turnsDirection(c);
    }

    /** Alone, where its partner should be before or after it. */
    static boolean isHalfASurrogatePair(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** Embeddings, overrides and isolates, which reach beyond the text that they stand in. */
    private static boolean turnsDirection(int c) {
        return c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }
}
