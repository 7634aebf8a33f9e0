package io.deviceregistration.http;

import io.deviceregistration.core.value.InvalidValueException;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's query. Javalin leaves out what it can't decode, and decodes in the charset of the body; but whoever filters
 * a list must not get all of it because of a typing error.
 */
final class Query {

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?!\\p{XDigit}{2})");

    private final Map<String, List<String>> parameters = new HashMap<>();

    /** @throws ProblemException naming every parameter that can't be decoded */
    Query(@Nullable String text) {
        InputErrors errors = new InputErrors();
        for (String parameter : text == null ? new String[0] : text.split("&")) {
            String[] parts = parameter.split("=", 2);
            String pointer = InputErrors.pointer(List.of(parts[0]));
            String name = errors.read(pointer, () -> decode(parts[0]));
            String value = errors.read(pointer, () -> decode(parts.length == 1 ? "" : parts[1]));
            if (name != null && value != null) {
                parameters.computeIfAbsent(name, added -> new ArrayList<>()).add(value);
            }
        }
        errors.throwIfAny();
    }

    static Query of(Context ctx) {
        return new Query(ctx.req().getQueryString());
    }

    /** All values of a parameter. */
    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** @throws ProblemException naming each of these parameters that is there, for it is the body that says this */
    void refuse(String... names) {
        InputErrors errors = new InputErrors();
        for (String name : names) {
            if (parameters.containsKey(name)) {
                errors.add("/" + name, "belongs in the body");
            }
        }
        errors.throwIfAny();
    }

    /** Whether there is a % that two hexadecimal digits don't follow. */
    static boolean hasBadEscape(String text) {
        return BAD_ESCAPE.matcher(text).find();
    }

    private static String decode(String text) {
        if (hasBadEscape(text)) {
            throw new InvalidValueException("has a % that two hexadecimal digits don't follow");
        }
        // A character for each byte, so that it is this decoder, not the lenient one within, that judges the UTF-8.
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1)
                            .getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidValueException("is not UTF-8");
        }
    }
}
