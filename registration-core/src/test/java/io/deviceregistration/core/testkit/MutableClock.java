package io.deviceregistration.core.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. Safe for use by any number of threads. */
public final class MutableClock extends Clock {

    private volatile Instant now;

    private MutableClock(Instant now) {
        this.now = now;
    }

    /** A clock in UTC that shows this time. */
    public static MutableClock at(Instant now) {
        return new MutableClock(now);
    }

    /** Shows another time, earlier ones too. */
    public void set(Instant time) {
        now = time;
    }

    /** Shows a time later by this much, or earlier if it is negative. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** @throws UnsupportedOperationException always: nothing here depends on a zone */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a mutable clock has no zone but UTC");
    }
}
