package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deviceregistration.app.process.Api.Registered;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A device that asks for itself without pause, whether the app is there or not, and is always told the same. */
final class Polling {

    private static final int ENOUGH = 20;

    /** What an app that stops answers to a request that comes too late: a device tries again. */
    private static final int STOPPING = 503;

    private final Api api;
    private final Registered device;
    private final JsonNode expected;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> running;
    private final CountDownLatch enough = new CountDownLatch(ENOUGH);
    private volatile boolean away;
    private volatile boolean stopped;

    private Polling(Api api, Registered device) {
        this.api = api;
        this.device = device;
        this.expected = unseen(api.trySelf(device.deviceKey()));
        this.running = thread.submit(this::poll);
        thread.shutdown();
    }

    static Polling start(Api api, Registered device) {
        return new Polling(api, device);
    }

    private void poll() {
        while (!stopped) {
            try {
                HttpResponse<String> answer = api.trySelf(device.deviceKey());
                if (answer.statusCode() == STOPPING) {
                    away = true;
                    continue;
                }
                assertThat(unseen(answer)).isEqualTo(expected);
                if (away) {
                    enough.countDown();
                }
            } catch (UncheckedIOException e) {
                away = true;
            }
        }
    }

    private static JsonNode unseen(HttpResponse<String> answer) {
        return ((ObjectNode) Api.json(200, answer)).without("last_seen_at");
    }

    /** Waits until the app was away and has answered for a while since. */
    void awaitAnswersAfterAnOutage() throws InterruptedException {
        assertThat(enough.await(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Has the device ask no more; returns at once. */
    Polling stop() {
        stopped = true;
        return this;
    }

    /** Fails if any answer was another one. */
    void awaitEnd() throws Exception {
        running.get(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
