package io.deviceregistration.core.device;

import io.deviceregistration.core.fault.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notes when devices were seen, behind the answers that they get: no call waits for the store here, nor fails with it. What
 * comes in while the store is written to, and for a while after, is written together. A note is lost where the store
 * fails, where as many wait as may, or when the process ends; the device's next call makes it again.
 *
 * <p>Thread-safe. Needs no closing: nothing runs unless there is something to write.
 */
final class SeenDevices {

    /** How many devices may wait: those of a large fleet that all call at once, in some 13 MB. */
    static final int CAPACITY = 100_000;

    /**
     * How often the time that writing took is waited for before the next writing, so that it takes no more than a quarter of a
     * processor from those who call. Meanwhile more come together: a store that orders them by id finds many beside each other.
     */
    private static final int REST = 3;

    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final DeviceRepository devices;
    private final Executor executor;
    private final int capacity;
    private final Clock clock;

    /** What is to be written. Guards itself and {@link #running}. */
    private final Map<DeviceId, Instant> waiting = new HashMap<>();

    /** What writes, or will as soon as the executor lets it; null if nothing does. */
    private final AtomicReference<@Nullable Run> running = new AtomicReference<>();

    SeenDevices(DeviceRepository devices, Executor executor, Clock clock) {
        this(devices, executor, clock, CAPACITY);
    }

    SeenDevices(DeviceRepository devices, Executor executor, Clock clock, int capacity) {
        this.devices = devices;
        this.executor = executor;
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Sees to it that the device's call is noted, if it is to be by what the device was read to be. */
    void note(Device device, Instant now) {
        if (!device.isSeenAnewAt(now)) {
            return;
        }
        @Nullable Run run = null;
        synchronized (waiting) {
            if (waiting.size() < capacity || waiting.containsKey(device.id())) {
                waiting.merge(device.id(), now, SeenDevices::later);
            }
            if (running.get() == null) {
                run = new Run();
                running.set(run);
            }
        }
        if (run != null) {
            begin(run);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void begin(Run run) {
        try {
            executor.execute(run);
        } catch (RuntimeException refused) {
            // A device is not turned away because nothing can be noted. The next call has another go.
            running.compareAndSet(run, null);
        }
    }

    /** Writes until nothing waits. Its end leaves the place to the next one, however it comes about. */
    private final class Run implements Runnable {

        @Override
        public void run() {
            try {
                for (Map<DeviceId, Instant> next = next(); !next.isEmpty(); next = next()) {
                    long began = clock.millis();
                    write(next);
                    rest(clock.millis() - began);
                }
            } finally {
                running.compareAndSet(this, null);
            }
        }

        /** Takes what is to be written next. Where there is nothing the run is over, before anything else can wait. */
        private Map<DeviceId, Instant> next() {
            synchronized (waiting) {
                Map<DeviceId, Instant> next = Map.copyOf(waiting);
                waiting.clear();
                if (next.isEmpty()) {
                    running.compareAndSet(this, null);
                }
                return next;
            }
        }

        private void rest(long millis) {
            LockSupport.parkNanos(Math.min(Duration.ofMillis(REST * millis).toNanos(), LONGEST_REST.toNanos()));
        }
    }

    private void write(Map<DeviceId, Instant> seen) {
        try {
            devices.recordSeen(seen);
        } catch (StorageException theNextCallNotesIt) {
            // Kept, they would only add to what the store can't do.
        }
    }
}
