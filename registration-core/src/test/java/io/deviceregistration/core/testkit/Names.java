package io.deviceregistration.core.testkit;

import java.util.List;

/** Pairs of device names. */
final class Names {

    private Names() {}

    /** Names that differ in case alone, and so count as one. */
    static final List<List<String>> SAME = List.of(
            List.of("pump", "PUMP"),
            List.of("Pump 1", "pUMP 1"),
            List.of("é", "É"),
            List.of("I", "i"),
            List.of("ı", "I"),
            List.of("İ", "i\u0307"),
            List.of("ß", "SS"),
            List.of("ß", "ẞ"),
            List.of("STRAẞE", "strasse"),
            List.of("Σ", "σ"),
            List.of("σ", "ς"),
            List.of("ΟΔΟΣ", "οδος"),
            List.of("ΐ", "Ι\u0308\u0301"),
            List.of("ǆ", "ǅ"),
            List.of("ﬃ", "FFI"),
            List.of("𐐀", "𐐨"),
            List.of("ꭰ", "Ꭰ"),
            List.of("ΐ".repeat(128), "ΐ".repeat(128)),
            List.of("ё".repeat(128), "Ё".repeat(128)));

    /** Names that look or sort alike to one collation or another, and are different names. */
    static final List<List<String>> DISTINCT = List.of(
            List.of("é", "e"),
            List.of("é", "e\u0301"),
            List.of("a", "ａ"),
            List.of("a b", "ab"),
            List.of("a  b", "a b"),
            List.of("a-b", "ab"),
            List.of("a b", "a\u00a0b"),
            List.of("a", "a\u200d"),
            List.of("a", "a\u00ad"),
            List.of("a", "\ufeffa"),
            List.of("i", "İ"),
            List.of("ä", "ae"),
            List.of("æ", "ae"),
            List.of("ø", "o"),
            List.of("ł", "l"),
            List.of("あ", "ア"),
            List.of("ア", "ｱ"),
            List.of("は", "ば"),
            List.of("や", "ゃ"),
            List.of("1", "①"),
            List.of("2", "²"),
            List.of("1", "01"),
            List.of("½", "1/2"),
            List.of("ﷺ", "x"),
            List.of("🙂", "🙃"),
            List.of("🙂", "🙂🙂"),
            List.of("👍", "👍🏽"),
            List.of("𝐀", "A"),
            List.of("\uffff", "\ufffd"),
            List.of("a\u3164", "a\u115f"),
            List.of("x".repeat(127) + "y", "x".repeat(127) + "z"),
            List.of("ΐ".repeat(127) + "α", "ΐ".repeat(127) + "β"));
}
