package io.deviceregistration.persistence.hashing;

/**
 * What one Argon2id hash costs.
 *
 * <p>{@link #DEFAULT} is 64 KiB, 1 iteration, 1 lane, less than a tenth of a millisecond of work for the native library
 * and still memory-hard. That is little because of what is hashed here: secrets of 256 random bits, which no guessing
 * reaches whatever a single guess costs. NIST SP 800-63B (5.1.2.2) and OWASP ASVS 5.0 (6.5.2) allow even a plain hash
 * for secrets of 112 bits and more. A cost meant for passwords (19 MiB, about 35 ms) on every registration, and for
 * every device again after a restart, would be an open door for overload and protect nothing more. Whoever must show an
 * auditor the password profile sets {@code new Argon2Cost(19456, 2, 1)}; hashes made before are renewed as their keys
 * are used.
 *
 * <p>A cost that takes absurd memory or more than about a second a hash (2026, one server core) can't be made: the
 * constructor throws an {@link IllegalArgumentException} that names the setting, its range and the value given.
 *
 * @param memoryKib memory in KiB: at least {@value #MIN_KIB_PER_LANE} a lane, at most {@value #MAX_MEMORY_KIB}
 * @param iterations passes over that memory: 1 to {@value #MAX_ITERATIONS}, and with the memory at most
 *     {@value #MAX_WORK_KIB} KiB passed over
 * @param parallelism lanes, each computed by a thread of its own: 1 to {@value #MAX_PARALLELISM}
 */
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {

    /** For secrets of 256 random bits; see above. */
    public static final Argon2Cost DEFAULT = new Argon2Cost(64, 1, 1);

    /** The most memory of one hash, in KiB: 256 MiB. */
    public static final int MAX_MEMORY_KIB = 262_144;

    /** The most passes. */
    public static final int MAX_ITERATIONS = 64;

    /** The most lanes. */
    public static final int MAX_PARALLELISM = 16;

    /** The least memory of a lane, in KiB (RFC 9106, section 3.1). */
    public static final int MIN_KIB_PER_LANE = 8;

    /** How much memory one server core of 2026 passes over in about a second. */
    static final int MAX_WORK_KIB = 1_048_576;

    public Argon2Cost {
        requireRange("argon2 parallelism", parallelism, 1, MAX_PARALLELISM, "");
        requireRange("argon2 iterations", iterations, 1, MAX_ITERATIONS, "");
        requireRange("argon2 memory", memoryKib, MIN_KIB_PER_LANE * parallelism, MAX_MEMORY_KIB, " KiB");
        if (work(memoryKib, iterations) > MAX_WORK_KIB) {
            throw new IllegalArgumentException("argon2 memory times iterations must be at most " + MAX_WORK_KIB
                    + " KiB, about a second a hash, but is " + memoryKib + " times " + iterations);
        }
    }

    /** About how many hashes of this cost one core computes in a second, at least 1. */
    int perSecond() {
        return (int) (MAX_WORK_KIB / work(memoryKib, iterations));
    }

    private static long work(int memoryKib, int iterations) {
        return (long) memoryKib * iterations;
    }

    private static void requireRange(String name, int value, int min, int max, String unit) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " must be between " + min + " and " + max + unit + ", but is " + value);
        }
    }
}
