package io.deviceregistration.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the API treats whom it doesn't know yet, and where it counts what it does. Immutable; what isn't set has its default, which is the safe one. */
public final class HttpSettings {

    /** How many failed credentials one client address or one key may present in a minute. */
    public static final int DEFAULT_FAILURES_PER_MINUTE = 60;

    /** More than any mistaken installation needs. */
    public static final int MAX_FAILURES_PER_MINUTE = 100_000;

    private final List<String> corsOrigins;
    private final List<String> trustedProxies;
    private final ProxyHeader proxyHeader;
    private final int failuresPerMinute;
    private final MeterRegistry meters;

    private HttpSettings(Builder builder) {
        this.corsOrigins = builder.corsOrigins;
        this.trustedProxies = builder.trustedProxies;
        this.proxyHeader = builder.proxyHeader;
        this.failuresPerMinute = builder.failuresPerMinute;
        // Without a registry in it, it counts nothing.
        this.meters = new CompositeMeterRegistry();
    }

    private HttpSettings(HttpSettings settings, MeterRegistry meters) {
        this.corsOrigins = settings.corsOrigins;
        this.trustedProxies = settings.trustedProxies;
        this.proxyHeader = settings.proxyHeader;
        this.failuresPerMinute = settings.failuresPerMinute;
        this.meters = meters;
    }

    /** No other origin, no proxy, {@value #DEFAULT_FAILURES_PER_MINUTE} failures a minute, no meters. */
    public static HttpSettings defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * These settings, with registrations and checks of device keys counted by how they ended, {@code device.registrations} and
     * {@code device.authentications}; and, by {@link RegistrationServer}, requests timed, {@code http.server.requests}. No tag
     * says anything of a tenant or a device.
     */
    public HttpSettings withMeters(MeterRegistry registry) {
        return new HttpSettings(this, registry);
    }

    List<String> corsOrigins() {
        return corsOrigins;
    }

    List<String> trustedProxies() {
        return trustedProxies;
    }

    ProxyHeader proxyHeader() {
        return proxyHeader;
    }

    int failuresPerMinute() {
        return failuresPerMinute;
    }

    MeterRegistry meters() {
        return meters;
    }

    /** Collects settings; not for use by several threads. */
    public static final class Builder {

        private static final int HTTP_PORT = 80;
        private static final int HTTPS_PORT = 443;

        private List<String> corsOrigins = List.of();
        private List<String> trustedProxies = List.of();
        private ProxyHeader proxyHeader = ProxyHeader.X_FORWARDED_FOR;
        private int failuresPerMinute = DEFAULT_FAILURES_PER_MINUTE;

        private Builder() {}

        /**
         * The origins of pages that may call the administrators' API from a browser, each exactly as browsers send it: {@code
         * https://example.com}. By default none may.
         *
         * @throws IllegalArgumentException if a text is not an origin
         */
        public Builder corsOrigins(List<String> origins) {
            origins.forEach(Builder::requireOrigin);
            this.corsOrigins = List.copyOf(origins);
            return this;
        }

        /**
         * The proxies whose word on the client's address is taken: addresses, or blocks of them such as {@code 10.0.0.0/8}.
         * By default nobody's is, and the client is whoever opened the connection.
         *
         * @throws IllegalArgumentException if a text is neither
         */
        public Builder trustedProxies(List<String> proxies) {
            ClientAddresses.parse(proxies);
            this.trustedProxies = List.copyOf(proxies);
            return this;
        }

        /** The header in which trusted proxies give the client's address; the other one is ignored. */
        public Builder proxyHeader(ProxyHeader header) {
            this.proxyHeader = header;
            return this;
        }

        /**
         * How many failed credentials a client address, and how many a key, may present in a minute before failures are
         * answered with 429. Genuine credentials are accepted all the same.
         *
         * @throws IllegalArgumentException if it is less than 1 or more than {@value #MAX_FAILURES_PER_MINUTE}
         */
        public Builder failuresPerMinute(int failures) {
            if (failures < 1 || failures > MAX_FAILURES_PER_MINUTE) {
                throw new IllegalArgumentException(
                        "the failures a minute must be between 1 and " + MAX_FAILURES_PER_MINUTE);
            }
            this.failuresPerMinute = failures;
            return this;
        }

        public HttpSettings build() {
            return new HttpSettings(this);
        }

        private static void requireOrigin(String text) {
            URI uri;
            try {
                uri = URI.create(text);
            } catch (IllegalArgumentException e) {
                throw noOrigin(e);
            }
            boolean https = "https".equals(uri.getScheme());
            if (!https && !"http".equals(uri.getScheme()) || uri.getHost() == null) {
                throw noOrigin(null);
            }
            boolean own = uri.getPort() >= 0 && uri.getPort() != (https ? HTTPS_PORT : HTTP_PORT);
            String sent =
                    uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (own ? ":" + uri.getPort() : "");
            if (!text.equals(sent)) {
                throw noOrigin(null);
            }
        }

        private static IllegalArgumentException noOrigin(@Nullable Exception cause) {
            return new IllegalArgumentException(
                    "an origin is what browsers send, such as https://example.com or https://example.com:8443: in lowercase,"
                            + " with no user, no path, and a port only if it isn't the usual one",
                    cause);
        }
    }
}
