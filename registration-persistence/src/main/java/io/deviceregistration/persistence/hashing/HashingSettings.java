package io.deviceregistration.persistence.hashing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How keys are hashed. Immutable; {@link #toString} names the peppers by their ids and shows nothing secret.
 *
 * <p>Changing any of these leaves stored hashes checkable, as long as their pepper is configured, and has them renewed
 * as their keys are used.
 */
public final class HashingSettings {

    /** The most memory that all computations together may take, in KiB: 1 GiB. */
    static final int MAX_TOTAL_MEMORY_KIB = 1_048_576;

    /** Below this, more computations at once cost less than making them wait: a hundredth of the smallest heaps in use. */
    private static final int SMALL_TOTAL_MEMORY_KIB = 4096;

    private static final int DEFAULT_QUEUE_CAP = 1024;

    /** The most computations at once. */
    public static final int MAX_CONCURRENT = 1024;

    /** The most computations that may wait. */
    public static final int MAX_QUEUED = 100_000;

    /** The most checked keys that may be remembered. */
    public static final int MAX_REMEMBERED = 10_000_000;

    /** How many checked keys are remembered by default: some 15 MB. */
    public static final int DEFAULT_REMEMBERED = 100_000;

    private final HashScheme scheme;
    private final Argon2Cost argon2Cost;
    private final @Nullable Peppers peppers;
    private final int maxConcurrent;
    private final int maxQueued;
    private final int maxRemembered;

    private HashingSettings(Builder builder) {
        scheme = builder.scheme;
        argon2Cost = builder.argon2Cost;
        peppers = builder.peppers;
        maxConcurrent = builder.maxConcurrent == null ? affordable(argon2Cost) : builder.maxConcurrent;
        maxQueued = builder.maxQueued == null ? aboutASecondOfWork(argon2Cost, maxConcurrent) : builder.maxQueued;
        maxRemembered = builder.maxRemembered;
        if (scheme == HashScheme.HMAC_SHA256 && peppers == null) {
            throw new IllegalArgumentException(
                    "the hashing scheme hmac-sha256 needs a pepper: configure a pepper file (" + PepperFile.ADVICE
                            + ")");
        }
        requireRange("concurrent hash computations", maxConcurrent, 1, MAX_CONCURRENT);
        requireRange("queued hash computations", maxQueued, 0, MAX_QUEUED);
        requireRange("remembered keys", maxRemembered, 0, MAX_REMEMBERED);
        if ((long) argon2Cost.memoryKib() * maxConcurrent > MAX_TOTAL_MEMORY_KIB) {
            throw new IllegalArgumentException("argon2 memory times concurrent hash computations must be at most "
                    + MAX_TOTAL_MEMORY_KIB + " KiB, but is " + argon2Cost.memoryKib() + " times " + maxConcurrent);
        }
    }

    /** Argon2id at {@link Argon2Cost#DEFAULT}, without a pepper. */
    public static HashingSettings defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What new hashes are made with. */
    public HashScheme scheme() {
        return scheme;
    }

    /** What a new Argon2id hash costs. */
    public Argon2Cost argon2Cost() {
        return argon2Cost;
    }

    /** What HMAC-SHA-256 hashes are made and checked with. */
    public Optional<Peppers> peppers() {
        return Optional.ofNullable(peppers);
    }

    /** How many Argon2 computations may run at once. */
    public int maxConcurrent() {
        return maxConcurrent;
    }

    /** How many Argon2 computations may wait; one more is refused. */
    public int maxQueued() {
        return maxQueued;
    }

    /** How many keys, checked against their Argon2 hashes, are remembered at the most; 0: none. */
    public int maxRemembered() {
        return maxRemembered;
    }

    @Override
    public String toString() {
        return "HashingSettings[scheme=" + scheme.id() + ", argon2Cost=" + argon2Cost + ", peppers=" + peppers
                + ", maxConcurrent=" + maxConcurrent + ", maxQueued=" + maxQueued + ", maxRemembered=" + maxRemembered
                + "]";
    }

    private static int affordable(Argon2Cost cost) {
        int affordable = Math.min(MAX_CONCURRENT, MAX_TOTAL_MEMORY_KIB / cost.memoryKib());
        int small = SMALL_TOTAL_MEMORY_KIB / cost.memoryKib();
        return Math.min(Math.max(Runtime.getRuntime().availableProcessors(), small), affordable);
    }

    private static int aboutASecondOfWork(Argon2Cost cost, int concurrent) {
        int atOnce = Math.min(concurrent, Runtime.getRuntime().availableProcessors());
        return (int) Math.min((long) cost.perSecond() * atOnce, DEFAULT_QUEUE_CAP);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", but are " + value);
        }
    }

    /** Collects settings; what isn't set has the default given here. Not thread-safe. */
    public static final class Builder {

        private HashScheme scheme = HashScheme.ARGON2ID;
        private Argon2Cost argon2Cost = Argon2Cost.DEFAULT;
        private @Nullable Peppers peppers;
        private @Nullable Integer maxConcurrent;
        private @Nullable Integer maxQueued;
        private int maxRemembered = DEFAULT_REMEMBERED;

        private Builder() {}

        /** What new hashes are made with; default {@link HashScheme#ARGON2ID}. */
        public Builder scheme(HashScheme scheme) {
            this.scheme = scheme;
            return this;
        }

        /** What a new Argon2id hash costs; default {@link Argon2Cost#DEFAULT}. */
        public Builder argon2Cost(Argon2Cost argon2Cost) {
            this.argon2Cost = argon2Cost;
            return this;
        }

        /**
         * What HMAC-SHA-256 hashes are made and checked with; default none. With Argon2id as the scheme, hashes made
         * under these peppers stay checkable and are renewed.
         */
        public Builder peppers(@Nullable Peppers peppers) {
            this.peppers = peppers;
            return this;
        }

        /**
         * How many Argon2 computations may run at once, 1 to {@value HashingSettings#MAX_CONCURRENT}; with the memory
         * of each at most 1 GiB in all. Default: one a processor, or as many as take 4 MiB together if that is more (64 at
         * the default cost), or as fit into 1 GiB if that is less. A cheap hash is computed sooner than a thread that waits
         * for its turn is woken.
         */
        public Builder maxConcurrent(int maxConcurrent) {
            this.maxConcurrent = maxConcurrent;
            return this;
        }

        /**
         * How many Argon2 computations may wait while that many run, 0 to {@value HashingSettings#MAX_QUEUED}.
         *
         * <p>Default: as many as are computed in about a second, since whoever waits longer is better told to come back
         * later, but at most {@value HashingSettings#DEFAULT_QUEUE_CAP}. At the default cost that is the cap, about
         * 30 ms of work for two cores; at the password profile about 50 on two cores, fewer than the
         * threads of an HTTP server, so that a flood of keys can't hold them all.
         */
        public Builder maxQueued(int maxQueued) {
            this.maxQueued = maxQueued;
            return this;
        }

        /**
         * How many keys are remembered that were checked against their Argon2 hashes, 0 to {@value
         * HashingSettings#MAX_REMEMBERED}; default {@value HashingSettings#DEFAULT_REMEMBERED}. One takes about 150 bytes.
         */
        public Builder maxRemembered(int maxRemembered) {
            this.maxRemembered = maxRemembered;
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException naming the setting, its range and the value given, if one is out of its range
         */
        public HashingSettings build() {
            return new HashingSettings(this);
        }
    }
}
