package io.deviceregistration.app.appliance;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a registration is tried, and how long it rests between two requests: twice as long each time, up to half a
 * minute, and by chance a little less, so that a thousand appliances that lost their server don't come back at once. Time is
 * counted rather than read from a clock, which an appliance sets while it starts.
 */
final class Patience {

    /** Waits for so long. */
    @FunctionalInterface
    interface Sleep {
        void sleep(Duration time) throws InterruptedException;
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Duration whole;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final Sleep sleep;
    private final Consumer<String> say;
    private final long start;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param whole how long all of it may take
     * @param nanos the nanoseconds since any time
     * @param say takes a line for people about every pause
     */
    Patience(Duration whole, LongSupplier nanos, RandomGenerator random, Sleep sleep, Consumer<String> say) {
        this.whole = whole;
        this.nanos = nanos;
        this.random = random;
        this.sleep = sleep;
        this.say = say;
        this.start = nanos.getAsLong();
    }

    /** What is left, at least a millisecond: the last request is a short one, and fails by itself. */
    Duration left() {
        Duration left = whole.minusNanos(nanos.getAsLong() - start);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    /**
     * Rests before the next request.
     *
     * @param reason why the last one came to nothing
     * @param asked how long the server asks to be left alone, if it does
     * @throws NotRegisteredException if the time for all is over before
     */
    void rest(String reason, @Nullable Duration asked) {
        Duration time = next();
        if (asked != null && asked.compareTo(time) > 0) {
            // Not all at the very moment that they were told.
            time = asked.plusMillis(random.nextLong(FIRST_PAUSE.toMillis()));
        }
        if (time.compareTo(left()) >= 0) {
            throw new NotRegisteredException(
                    ExitStatus.NOT_REACHED,
                    "not registered within " + whole.toSeconds() + " s: " + reason
                            + "; run it again to go on with the same registration");
        }
        say.accept(reason + "; trying again in " + text(time));
        try {
            sleep.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRegisteredException(ExitStatus.NOT_REACHED, "interrupted; run it again to go on");
        }
    }

    private Duration next() {
        long half = pause.toMillis() / 2;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    private static String text(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
