package io.deviceregistration.http.token;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim lies in a token: its name, or the names on the way to it with dots between them. A name may have dots in
 * it too, as URLs do; the longest name that the token has goes first.
 */
record ClaimPath(String text) {

    ClaimPath {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a claim's name must not be blank");
        }
    }

    /** The claim's value, or null where it is absent or null. */
    @Nullable Object in(Map<?, ?> claims) {
        return find(claims, text);
    }

    private static @Nullable Object find(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = find(inner, path.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
