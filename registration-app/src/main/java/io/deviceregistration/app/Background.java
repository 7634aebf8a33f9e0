package io.deviceregistration.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What goes on beside a start, on threads of its own: the common pool has a single one where there are two processors. A start
 * is mostly the loading of classes, of which much can be done while the command line and the settings are read.
 */
final class Background {

    static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        thread.start();
    };

    private Background() {}

    static <T> CompletableFuture<T> begin(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, THREADS);
    }

    /** What came of it, or what it threw. */
    static <T> T result(CompletableFuture<T> task) {
        try {
            return task.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
