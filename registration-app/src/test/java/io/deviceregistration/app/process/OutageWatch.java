package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees every answer of a load while its database goes away and comes back. Whatever happens, a caller is served, or is
 * told to come again.
 */
final class OutageWatch implements RegistrationLoad.Watch {

    private final CountDownLatch refusals;
    private final CompletableFuture<Long> recovered = new CompletableFuture<>();
    private volatile boolean away;

    /** @param refusals how many answers of an unavailable store make an outage */
    OutageWatch(int refusals) {
        this.refusals = new CountDownLatch(refusals);
    }

    @Override
    public void see(HttpResponse<String> answer) {
        if (answer.statusCode() == 503) {
            assertUnavailable(answer);
            refusals.countDown();
            return;
        }
        RegistrationLoad.assertServed(answer);
        if (away && answer.statusCode() == 201) {
            recovered.complete(System.nanoTime());
        }
    }

    static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(Api.json(503, answer).get("code").textValue()).isEqualTo("storage-unavailable");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    }

    /** Waits until there have been enough refusals. From now on nobody can be served but by a database that is back. */
    void awaitOutage() throws InterruptedException {
        assertThat(refusals.await(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        away = true;
    }

    /** Waits for the first registration after the outage, and tells how long after that moment it was answered. */
    Duration awaitRecovery(long since) throws Exception {
        return Duration.ofNanos(recovered.get(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS) - since);
    }
}
