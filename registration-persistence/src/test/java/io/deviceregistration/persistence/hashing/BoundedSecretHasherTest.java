package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedSecretHasherTest {

    private final PlainKey key = Keys.random();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Gate gate = new Gate();

    @AfterEach
    void stop() throws InterruptedException {
        gate.open.release(1_000_000);
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void never_computes_more_at_once_than_allowed() throws Exception {
        SecretHasher hasher = new BoundedSecretHasher(gate, 2, 100);
        gate.open.release(1000);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < 25; i++) {
                    hasher.check(key, hasher.hash(key));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }

        assertThat(gate.most).hasValue(2);
        assertThat(gate.done).hasValue(16 * 25 * 2);
    }

    @Test
    void what_exceeds_the_running_ones_waits_its_turn() throws Exception {
        BoundedSecretHasher hasher = new BoundedSecretHasher(gate, 2, 3);
        List<Future<StoredHash>> five = start(hasher, 5);

        gate.entered.acquire(2);
        awaitWaiting(hasher, 3);
        assertThat(five).noneMatch(Future::isDone);
        assertThat(gate.entered.tryAcquire()).isFalse();

        gate.open.release(5);
        for (Future<StoredHash> one : five) {
            assertThat(one.get().scheme()).isEqualTo("sha256");
        }
        assertThat(gate.most).hasValue(2);
    }

    @Test
    void what_exceeds_the_waiting_ones_is_refused_at_once() throws Exception {
        BoundedSecretHasher hasher = new BoundedSecretHasher(gate, 1, 2);
        List<Future<StoredHash>> running = start(hasher, 1);
        gate.entered.acquire();
        List<Future<StoredHash>> waiting = start(hasher, 2);
        awaitWaiting(hasher, 2);

        assertThatExceptionOfType(HashingOverloadedException.class)
                .isThrownBy(() -> hasher.hash(key))
                .withMessage("too many hash computations are waiting already");
        assertThatExceptionOfType(HashingOverloadedException.class)
                .isThrownBy(() -> hasher.check(key, StoredHash.of("$sha256$")));

        gate.open.release(3);
        assertThat(running.get(0).get()).isEqualTo(waiting.get(0).get());
        assertThat(waiting.get(1).get()).isEqualTo(waiting.get(0).get());
    }

    @Test
    void after_an_overload_it_computes_again() throws Exception {
        SecretHasher hasher = new BoundedSecretHasher(gate, 1, 0);
        List<Future<StoredHash>> running = start(hasher, 1);
        gate.entered.acquire();
        assertThatThrownBy(() -> hasher.hash(key)).isInstanceOf(HashingOverloadedException.class);
        gate.open.release(2);
        running.get(0).get();

        assertThat(hasher.hash(key).scheme()).isEqualTo("sha256");
    }

    @Test
    void a_failed_computation_makes_room_for_the_next() {
        SecretHasher hasher = new BoundedSecretHasher(gate, 2, 0);
        gate.open.release(100);
        StoredHash damaged = StoredHash.of("$sha256$damaged");

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> hasher.check(key, damaged)).isInstanceOf(HashingException.class);
        }
        gate.error = new OutOfMemoryError("for this test");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> hasher.hash(key)).isSameAs(gate.error);
        }
        gate.error = null;

        assertThat(hasher.hash(key).scheme()).isEqualTo("sha256");
    }

    @Test
    void an_interrupted_wait_ends_at_once_and_gives_its_place_back() throws Exception {
        BoundedSecretHasher hasher = new BoundedSecretHasher(gate, 1, 1);
        start(hasher, 1);
        gate.entered.acquire();
        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(HashingException.class)
                    .isThrownBy(() -> hasher.hash(key))
                    .withMessage("interrupted while waiting to compute a hash");
            return Thread.interrupted();
        });
        assertThat(interrupted.get()).isTrue();

        Thread waiter =
                new Thread(() -> assertThatThrownBy(() -> hasher.hash(key)).isInstanceOf(HashingException.class));
        waiter.start();
        awaitWaiting(hasher, 1);
        waiter.interrupt();
        waiter.join();

        List<Future<StoredHash>> next = start(hasher, 1);
        awaitWaiting(hasher, 1);
        gate.open.release(2);
        assertThat(next.get(0).get().scheme()).isEqualTo("sha256");
    }

    private List<Future<StoredHash>> start(SecretHasher hasher, int calls) {
        List<Future<StoredHash>> started = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            started.add(threads.submit(() -> hasher.hash(key)));
        }
        return started;
    }

    private static void awaitWaiting(BoundedSecretHasher hasher, int count) {
        while (hasher.waiting() < count) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }

    /** Lets computations in at will, and counts them. */
    private static final class Gate implements SecretHasher {

        final Semaphore entered = new Semaphore(0);
        final Semaphore open = new Semaphore(0);
        final AtomicInteger now = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final AtomicInteger done = new AtomicInteger();
        volatile Error error;

        private final SecretHasher hasher = new FakeSecretHasher();

        @Override
        public StoredHash hash(PlainKey key) {
            pass();
            return hasher.hash(key);
        }

        @Override
        public HashCheck check(PlainKey key, StoredHash stored) {
            pass();
            return hasher.check(key, stored);
        }

        private void pass() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            entered.release();
            open.acquireUninterruptibly();
            Thread.yield();
            now.decrementAndGet();
            done.incrementAndGet();
            if (error != null) {
                throw error;
            }
        }
    }
}
