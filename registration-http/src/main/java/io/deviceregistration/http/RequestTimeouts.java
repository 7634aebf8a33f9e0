package io.deviceregistration.http;

import java.time.Duration;

/**
 * How long a request may take to arrive.
 *
 * @param headers how long its headers may take at least; at most three times that
 * @param body how long its body may take, from the end of the headers to the last byte
 */
record RequestTimeouts(Duration headers, Duration body) {

    /**
     * A body has at most 16 KiB: 10 s ask for no more than 1.7 kB/s, and are less than the time that running requests have
     * when the server stops.
     */
    static final RequestTimeouts DEFAULT = new RequestTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(10));
}
