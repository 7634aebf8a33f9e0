package io.deviceregistration.core.device;

import io.deviceregistration.core.fault.StorageException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notes when devices were seen, behind the answers that they get: no call waits for the store here, nor fails with it. What
 * comes in while the store is written to is written together afterwards, one batch at a time. A note is lost where the store
 * fails, where as many wait as may, or when the process ends; the device's next call makes it again.
 *
 * <p>Thread-safe. Needs no closing: nothing runs unless there is something to write.
 */
final class SeenDevices {

    /** How many devices may wait: those of a large fleet that all call at once, in some 13 MB. */
    static final int CAPACITY = 100_000;

    /** How many devices are written by one call of the store: few enough that losing them means little. */
    static final int BATCH = 500;

    private final DeviceRepository devices;
    private final Executor executor;
    private final int capacity;
    private final int batch;

    /** What is to be written, the oldest first. Guards itself and {@link #running}. */
    private final Map<DeviceId, Instant> waiting = new LinkedHashMap<>();

    /** What writes, or will as soon as the executor lets it; null if nothing does. */
    private final AtomicReference<@Nullable Run> running = new AtomicReference<>();

    SeenDevices(DeviceRepository devices, Executor executor) {
        this(devices, executor, CAPACITY, BATCH);
    }

    SeenDevices(DeviceRepository devices, Executor executor, int capacity, int batch) {
        this.devices = devices;
        this.executor = executor;
        this.capacity = capacity;
        this.batch = batch;
    }

    /** Sees to it that the device's call is noted, if it is to be by what the device was read to be. */
    void note(Device device, Instant now) {
        if (!device.isSeenAnewAt(now)) {
            return;
        }
        Run run = new Run();
        boolean toBegin;
        synchronized (waiting) {
            if (waiting.size() < capacity || waiting.containsKey(device.id())) {
                waiting.merge(device.id(), now, SeenDevices::later);
            }
            toBegin = running.compareAndSet(null, run);
        }
        if (toBegin) {
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
                    write(next);
                }
            } finally {
                running.compareAndSet(this, null);
            }
        }

        /** Takes what is to be written next. Where there is nothing the run is over, before anything else can wait. */
        private Map<DeviceId, Instant> next() {
            Map<DeviceId, Instant> next = new HashMap<>();
            synchronized (waiting) {
                Iterator<Map.Entry<DeviceId, Instant>> oldest =
                        waiting.entrySet().iterator();
                while (oldest.hasNext() && next.size() < batch) {
                    Map.Entry<DeviceId, Instant> entry = oldest.next();
                    next.put(entry.getKey(), entry.getValue());
                    oldest.remove();
                }
                if (next.isEmpty()) {
                    running.compareAndSet(this, null);
                }
            }
            return next;
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
