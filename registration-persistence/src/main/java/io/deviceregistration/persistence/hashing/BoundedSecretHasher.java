package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Lets only so many computations run at once and only so many wait, in the order of their arrival. */
final class BoundedSecretHasher implements SecretHasher {

    private final SecretHasher hasher;
    private final Semaphore running;
    private final Semaphore waiting;
    private final int maxRunning;
    private final LongAdder rejected = new LongAdder();

    BoundedSecretHasher(SecretHasher hasher, int maxRunning, int maxWaiting) {
        this.hasher = hasher;
        this.maxRunning = maxRunning;
        this.running = new Semaphore(maxRunning, true);
        this.waiting = new Semaphore(maxWaiting);
    }

    @Override
    public StoredHash hash(PlainKey key) {
        return bounded(() -> hasher.hash(key));
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        return bounded(() -> hasher.check(key, stored));
    }

    /** How many computations are waiting just now. */
    int waiting() {
        return running.getQueueLength();
    }

    void bindTo(MeterRegistry meters) {
        Gauge.builder("key.hashing.running", running, semaphore -> maxRunning - semaphore.availablePermits())
                .description("Hashes that are being computed.")
                .register(meters);
        Gauge.builder("key.hashing.waiting", this, BoundedSecretHasher::waiting)
                .description("Hash computations that wait for their turn.")
                .register(meters);
        FunctionCounter.builder("key.hashing.rejected", rejected, LongAdder::sum)
                .description("Hash computations that were refused because too many were waiting.")
                .register(meters);
    }

    private <T> T bounded(Supplier<T> computation) {
        try {
            acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HashingException("interrupted while waiting to compute a hash", e);
        }
        try {
            return computation.get();
        } finally {
            running.release();
        }
    }

    private void acquire() throws InterruptedException {
        // Unlike tryAcquire without a time, this does not jump the queue.
        if (running.tryAcquire(0, TimeUnit.SECONDS)) {
            return;
        }
        if (!waiting.tryAcquire()) {
            rejected.increment();
            throw new HashingOverloadedException("too many hash computations are waiting already");
        }
        try {
            running.acquire();
        } finally {
            waiting.release();
        }
    }
}
