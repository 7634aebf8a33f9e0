package io.deviceregistration.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Whether this instance should be given requests: as long as all that it needs is there, and it isn't about to stop. Safe for
 * use by any number of threads.
 *
 * <p>However often that is asked, each need is looked at by one thread at a time; who asks meanwhile gets the same answer.
 */
public final class Readiness {

    /** How long a need may take to answer before it counts as missing. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    private final Map<String, ReadinessCheck> checks = new LinkedHashMap<>();
    private volatile boolean draining;

    /**
     * @param needs what must be there, by names that everybody may see; each tells whether it is, and is asked in a thread of
     *     its own. An exception counts as missing
     */
    public Readiness(Map<String, BooleanSupplier> needs) {
        needs.forEach((name, need) -> checks.put(name, new ReadinessCheck(need)));
    }

    /** From now on this instance isn't ready, whatever it has: whoever distributes requests has time to look elsewhere. */
    public void drain() {
        draining = true;
    }

    ReadinessResponse now() {
        if (draining) {
            return ReadinessResponse.DRAINING;
        }
        Map<String, Boolean> found = new LinkedHashMap<>();
        checks.forEach((name, check) -> found.put(name, check.passesWithin(LIMIT)));
        return ReadinessResponse.of(found);
    }
}
