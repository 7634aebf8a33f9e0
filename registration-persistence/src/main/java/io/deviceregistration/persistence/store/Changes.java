package io.deviceregistration.persistence.store;

import io.deviceregistration.core.device.DeviceId;
import java.util.stream.IntStream;

/**
 * Counts changes of devices, so that what was read before a change is not remembered after it. Devices share counters: one
 * that was changed has a few others read once more.
 */
final class Changes {

    private static final int COUNTERS = 1024;

    private static final class Counter {
        private long changes;
    }

    private final Counter[] counters =
            IntStream.range(0, COUNTERS).mapToObj(i -> new Counter()).toArray(Counter[]::new);

    /** How many there have been. Ask before reading. */
    long of(DeviceId id) {
        Counter counter = counter(id);
        synchronized (counter) {
            return counter.changes;
        }
    }

    /** Remembers what was read, unless there has been a change since. */
    void unless(DeviceId id, long before, Runnable remember) {
        Counter counter = counter(id);
        synchronized (counter) {
            if (counter.changes == before) {
                remember.run();
            }
        }
    }

    /** Counts a change that was made, and forgets what is remembered. */
    void note(DeviceId id, Runnable forget) {
        Counter counter = counter(id);
        synchronized (counter) {
            counter.changes++;
            forget.run();
        }
    }

    /** The same, for a change of any number of devices. */
    void noteAll(Runnable forget) {
        for (Counter counter : counters) {
            synchronized (counter) {
                counter.changes++;
            }
        }
        forget.run();
    }

    private Counter counter(DeviceId id) {
        int hash = id.hashCode();
        return counters[(hash ^ hash >>> 16) & COUNTERS - 1];
    }
}
