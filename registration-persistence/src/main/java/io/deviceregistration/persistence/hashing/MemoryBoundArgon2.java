package io.deviceregistration.persistence.hashing;

import java.util.concurrent.Semaphore;

/**
 * Keeps the memory of all running computations within a bound. The bound on their number is sized for the configured
 * cost; a hash that was stored under a higher one is checked at that higher cost, and waits here for its memory.
 */
final class MemoryBoundArgon2 implements Argon2Function {

    private final Argon2Function function;
    private final Semaphore freeKib;

    /** @param maxKib at least as much as one computation may take */
    MemoryBoundArgon2(Argon2Function function, int maxKib) {
        this.function = function;
        this.freeKib = new Semaphore(maxKib, true);
    }

    @Override
    public byte[] hash(Argon2Cost cost, byte[] secret, byte[] salt) {
        freeKib.acquireUninterruptibly(cost.memoryKib());
        try {
            return function.hash(cost, secret, salt);
        } finally {
            freeKib.release(cost.memoryKib());
        }
    }
}
