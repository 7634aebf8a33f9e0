package io.deviceregistration.persistence.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A call in a thread of its own, which can be seen taking its turn in {@link Groups}. */
final class Caller<T> {

    private static final long PATIENCE_SECONDS = 60;

    private final FutureTask<T> call;
    private final Thread thread;

    private Caller(Callable<T> call) {
        this.call = new FutureTask<>(call);
        this.thread = new Thread(this.call, "caller");
        this.thread.setDaemon(true);
    }

    /** Starts a call, and returns when it has its turn, waits for it, or is over. */
    static <T> Caller<T> start(Callable<T> call) {
        Caller<T> caller = new Caller<>(call);
        caller.thread.start();
        until(() -> caller.leads() || caller.isIn("await") || caller.call.isDone(), "a call to come");
        return caller;
    }

    void awaitLeading() {
        until(this::leads, "a call to have its turn");
    }

    private boolean leads() {
        return isIn("lead");
    }

    private boolean isIn(String method) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Groups.class.getName())
                        && frame.getMethodName().equals(method));
    }

    Thread thread() {
        return thread;
    }

    /** What the call returned; throws what it threw. */
    T result() throws Exception {
        try {
            return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    static <T> List<T> results(List<Caller<T>> callers) throws Exception {
        List<T> results = new ArrayList<>();
        for (Caller<T> caller : callers) {
            results.add(caller.result());
        }
        return results;
    }

    /** Waits for a condition, and fails rather than hangs. */
    static void until(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + PATIENCE_SECONDS + " s for " + what);
            }
            Thread.yield();
        }
    }
}
