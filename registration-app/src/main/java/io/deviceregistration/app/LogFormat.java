package io.deviceregistration.app;

import java.util.Arrays;
import java.util.Locale;

/** How log lines look. */
enum LogFormat {
    /** For people. */
    PLAIN,
    /** One JSON object a line, for programs. */
    JSON;

    /** @throws IllegalArgumentException if there is no format of this name */
    static LogFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be plain or json"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
