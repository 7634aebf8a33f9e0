package io.deviceregistration.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Counts how attempts at one thing ended: well, refused with a problem of some code, or failed by our own fault. */
final class Outcomes {

    private static final String FAILED = "failed";

    private final MeterRegistry meters;
    private final String name;
    private final String description;
    private final Counter done;
    private final Counter failed;
    private final Map<ProblemCode, Counter> refused = new ConcurrentHashMap<>();

    /**
     * @param outcome what it is called when it ended well
     * @param refusals the usual ones, which are there from the beginning, with 0
     */
    Outcomes(MeterRegistry meters, String name, String description, String outcome, Set<ProblemCode> refusals) {
        this.meters = meters;
        this.name = name;
        this.description = description;
        this.done = counter(outcome);
        this.failed = counter(FAILED);
        refusals.forEach(this::refused);
    }

    /** Counts one that ended well. */
    void done() {
        done.increment();
    }

    <T> T counted(Supplier<T> attempt) {
        try {
            T result = attempt.get();
            done.increment();
            return result;
        } catch (ProblemException e) {
            refused(e.problem().code()).increment();
            throw e;
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    private Counter refused(ProblemCode code) {
        return refused.computeIfAbsent(code, first -> counter(first.name().toLowerCase(Locale.ROOT)));
    }

    private Counter counter(String outcome) {
        return Counter.builder(name)
                .description(description)
                .tag("outcome", outcome)
                .register(meters);
    }
}
