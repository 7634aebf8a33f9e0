package io.deviceregistration.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Reads the {@code Forwarded} header of RFC 7239. It is read from its end, where the nearest proxy wrote: what a client
 * has sent ahead of that, such as a quote that it never closes, then changes nothing of it.
 */
final class ForwardedHeader {

    private static final String UNREADABLE = "";

    private ForwardedHeader() {}

    /** For whom each hop speaks, the nearest proxy's last; of a hop that doesn't say so, or says it twice, an empty text. */
    static List<String> addresses(List<String> lines) {
        return lines.stream()
                .map(line -> split(line, ','))
                .flatMap(Collection::stream)
                .map(ForwardedHeader::address)
                .toList();
    }

    private static String address(String hop) {
        List<String> values = new ArrayList<>();
        for (String pair : split(hop, ';')) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
                values.add(unquoted(pair.substring(equals + 1).strip()));
            }
        }
        return values.size() == 1 ? values.get(0) : UNREADABLE;
    }

    /** No address needs an escape; what is left of a quote makes it none. */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The parts between separators that aren't quoted. */
    private static Collection<String> split(String text, char separator) {
        Deque<String> parts = new ArrayDeque<>();
        boolean quoted = false;
        int end = text.length();
        for (int i = end - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '"' && !(quoted && isEscaped(text, i))) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.addFirst(text.substring(i + 1, end));
                end = i;
            }
        }
        parts.addFirst(text.substring(0, end));
        return parts;
    }

    private static boolean isEscaped(String text, int at) {
        int first = at;
        while (first > 0 && text.charAt(first - 1) == '\\') {
            first--;
        }
        return (at - first) % 2 == 1;
    }
}
