package io.deviceregistration.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The headers in which proxies give the address of whom they speak for. */
public enum ProxyHeader {
    /** A list of addresses, each proxy adding its client's at the end. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        List<String> addresses(List<String> lines) {
            return Arrays.stream(String.join(",", lines).split(","))
                    .map(String::strip)
                    .toList();
        }
    },
    /** The same by RFC 7239: {@code for=192.0.2.60;proto=https, for="[2001:db8::17]:4711"}. */
    FORWARDED("Forwarded") {
        @Override
        List<String> addresses(List<String> lines) {
            return ForwardedHeader.addresses(lines);
        }
    };

    private final String header;

    ProxyHeader(String header) {
        this.header = header;
    }

    /**
     * The header of this name, in whatever case.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static ProxyHeader of(String name) {
        return Arrays.stream(values())
                .filter(value -> value.header.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be "
                        + Arrays.stream(values())
                                .map(value -> value.header.toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" or "))));
    }

    String header() {
        return header;
    }

    /** The addresses in the header's lines, the nearest proxy's last; as they stand there, so perhaps not addresses. */
    abstract List<String> addresses(List<String> lines);
}
