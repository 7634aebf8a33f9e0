package io.deviceregistration.app;

import java.time.Instant;

/** The times that tests of the API live in. */
final class SampleTimes {

    /** When every test begins. */
    static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123Z");

    private SampleTimes() {}
}
