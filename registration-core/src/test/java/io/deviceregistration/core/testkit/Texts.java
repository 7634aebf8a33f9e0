package io.deviceregistration.core.testkit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Text that stores like to damage. */
final class Texts {

    private Texts() {}

    /** Texts of this many characters each, as the core counts them: code points. */
    static List<String> ofLength(int characters) {
        return List.of(
                "x".repeat(characters),
                "漢".repeat(characters),
                "🙂".repeat(characters),
                "𐐀".repeat(characters),
                "ΐ".repeat(characters),
                "ß".repeat(characters),
                "\uffff".repeat(characters));
    }

    /** Text that is short, and special to somebody. */
    static final List<String> AWKWARD = List.of(
            "Ünïcödé 漢字 한글 ไทย עברית",
            "👩‍🚒🏳️‍🌈",
            "\ufeffmark\ufeff",
            "\u200bwide\u200b",
            "ａｂｃ",
            "e\u0301 is not é",
            "'; DROP TABLE devices; --",
            "\"'`",
            "a\\b\\\\c",
            "%_[x]^-",
            ":name ?1 ? $1 ${x} #{x} <x> {x} @x",
            "&amp;<b>",
            "NULL");

    /** As many attributes as a device may have, each of the greatest size, in characters of two UTF-16 units. */
    static Map<String, String> greatestAttributes() {
        Map<String, String> attributes = new TreeMap<>();
        for (int entry = 0; entry < 32; entry++) {
            attributes.put("🔑".repeat(62) + String.format("%02d", entry), "🙂".repeat(256));
        }
        return attributes;
    }
}
