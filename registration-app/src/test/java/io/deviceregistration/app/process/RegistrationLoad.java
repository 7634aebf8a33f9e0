package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Appliances that register without pause until the app is gone or they are stopped: under a key without a limit, one
 * with a limit, and one that is revoked halfway.
 */
final class RegistrationLoad {

    static final int LIMIT = 20;

    private static final int CLIENTS = 6;

    /** What happens to an answer to a registration, whatever it is. */
    interface Watch {
        void see(HttpResponse<String> answer);
    }

    private final Api api;
    private final Ledger ledger;
    private final String round;
    private final List<ProvisioningKey> keys;
    private final ProvisioningKey revoked;
    private final CountDownLatch halfway;
    private final CountDownLatch enough;
    private final CountDownLatch revocation = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    /** @param enough how many answered registrations {@link #awaitEnough} waits for */
    RegistrationLoad(Api api, Ledger ledger, int round, int enough) {
        this.api = api;
        this.ledger = ledger;
        this.round = "round " + round;
        this.halfway = new CountDownLatch(enough / 2);
        this.enough = new CountDownLatch(enough);
        this.revoked = api.createKey();
        this.keys = List.of(api.createKey(), api.createKey(LIMIT), revoked);
    }

    RegistrationLoad start() {
        return start(CLIENTS, RegistrationLoad::assertServed);
    }

    RegistrationLoad start(int clients, Watch watch) {
        for (int i = 0; i < clients; i++) {
            String client = round + " client " + i;
            running.add(threads.submit(() -> untilTheAppIsGone(() -> registerAll(client, watch))));
        }
        running.add(threads.submit(() -> untilTheAppIsGone(this::revokeHalfway)));
        threads.shutdown();
        return this;
    }

    void awaitEnough() throws InterruptedException {
        assertThat(enough.await(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    void awaitRevocation() throws InterruptedException {
        assertThat(revocation.await(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Has every client make no further call; returns at once. */
    RegistrationLoad stop() {
        stopped = true;
        return this;
    }

    /** The device is registered, or the key is one that may have come to its end. */
    static void assertServed(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            assertThat(answer.body()).containsAnyOf("provisioning-key-exhausted", "provisioning-key-revoked");
        }
    }

    /** Waits until every client has noticed that it is to end; fails if any saw something that must not be. */
    void awaitEnd() throws Exception {
        for (Future<?> client : running) {
            client.get(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void registerAll(String client, Watch watch) {
        for (int i = 0; !stopped; i++) {
            HttpResponse<String> answer = api.tryRegister(keys.get(i % keys.size()), client + " device " + i);
            if (answer.statusCode() == 201) {
                ledger.add(Api.registered(answer));
                halfway.countDown();
                enough.countDown();
            }
            watch.see(answer);
        }
    }

    private void revokeHalfway() throws InterruptedException {
        assertThat(halfway.await(AppProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        Api.json(200, api.revoke(revoked));
        ledger.addRevoked(revoked);
        revocation.countDown();
    }

    private interface Client {
        void run() throws InterruptedException;
    }

    private static Void untilTheAppIsGone(Client client) throws InterruptedException {
        try {
            client.run();
        } catch (UncheckedIOException e) {
            // No answer: whether it was done is unknown.
        }
        return null;
    }
}
