package io.deviceregistration.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} (W3C Trace Context), by which a caller says which trace its request belongs to. */
final class TraceParent {

    static final String HEADER = "traceparent";

    /** Version, trace, parent, flags. Versions after the first may have more to say; ff is none, and neither are zeros. */
    private static final Pattern FORMAT =
            Pattern.compile("(?:00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
                    + "|(?!00|ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?)");

    private TraceParent() {}

    /** The trace's id, if the header is well-formed. */
    static Optional<String> traceId(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher matcher = FORMAT.matcher(header);
        return matcher.matches()
                ? Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                : Optional.empty();
    }
}
