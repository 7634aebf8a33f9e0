package io.deviceregistration.persistence.tds;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits on a monitor, and fails rather than hangs. */
final class Waiting {

    static final Duration LIMIT = Duration.ofSeconds(20);

    private Waiting() {}

    /** The caller holds the monitor, and whoever may fulfil the condition notifies it. */
    static void until(Object monitor, BooleanSupplier condition, String what) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("waited " + LIMIT.toSeconds() + " s for " + what);
            }
            try {
                monitor.wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what, e);
            }
        }
    }
}
