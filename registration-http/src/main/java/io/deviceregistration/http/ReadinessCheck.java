package io.deviceregistration.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Asks whether something is there, one thread at a time: what hangs holds one thread and not one of each who asks. */
final class ReadinessCheck {

    private final BooleanSupplier need;
    private CompletableFuture<Boolean> asking = CompletableFuture.completedFuture(false);

    ReadinessCheck(BooleanSupplier need) {
        this.need = need;
    }

    boolean passesWithin(Duration limit) {
        try {
            return asked().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CompletableFuture<Boolean> asked() {
        if (asking.isDone()) {
            asking = CompletableFuture.supplyAsync(need::getAsBoolean, ReadinessCheck::runAside);
        }
        return asking;
    }

    private static void runAside(Runnable task) {
        Thread thread = new Thread(task, "readiness");
        // Must not keep the process from ending.
        thread.setDaemon(true);
        thread.start();
    }
}
