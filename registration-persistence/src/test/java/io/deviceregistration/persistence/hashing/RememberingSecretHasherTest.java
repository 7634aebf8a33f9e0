package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.testkit.Race;
import io.deviceregistration.core.testkit.SecretHasherContract;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RememberingSecretHasherTest extends SecretHasherContract {

    private static final int SIZE = 100;

    private final AtomicInteger computed = new AtomicInteger();
    private final PlainKey key = Keys.random();
    private final byte[] pepper = Keys.pepper();

    @Override
    protected SecretHasher createHasher() {
        return remembering(new HmacSecretHasher(Peppers.of(pepper)));
    }

    private SecretHasher remembering(SecretHasher hasher) {
        return new RememberingSecretHasher(new Counting(hasher), SIZE, new SecureRandom());
    }

    private final class Counting implements SecretHasher {

        private final SecretHasher hasher;

        Counting(SecretHasher hasher) {
            this.hasher = hasher;
        }

        @Override
        public StoredHash hash(PlainKey plain) {
            return hasher.hash(plain);
        }

        @Override
        public HashCheck check(PlainKey plain, StoredHash stored) {
            computed.incrementAndGet();
            return hasher.check(plain, stored);
        }
    }

    @Test
    void computes_what_matched_once() {
        SecretHasher hasher = createHasher();
        StoredHash stored = hasher.hash(key);

        for (int time = 1; time <= 3; time++) {
            assertThat(hasher.check(key, stored)).isEqualTo(HashCheck.MATCH);
        }
        assertThat(computed).hasValue(1);
    }

    @Test
    void computes_what_did_not_match_each_time_and_forgets_nothing_for_it() {
        SecretHasher hasher = createHasher();
        StoredHash stored = hasher.hash(key);
        hasher.check(key, stored);

        for (int guess = 1; guess <= 10 * SIZE; guess++) {
            assertThat(hasher.check(Keys.random(), stored)).isEqualTo(HashCheck.MISMATCH);
        }
        assertThat(hasher.check(key, stored)).isEqualTo(HashCheck.MATCH);
        assertThat(computed).hasValue(10 * SIZE + 1);
    }

    @Test
    void takes_a_remembered_key_for_no_other_hash() {
        SecretHasher hasher = createHasher();
        StoredHash stored = hasher.hash(key);
        StoredHash replacement = hasher.hash(Keys.random());
        hasher.check(key, stored);

        assertThat(hasher.check(key, replacement)).isEqualTo(HashCheck.MISMATCH);
        assertThat(hasher.check(key, stored)).isEqualTo(HashCheck.MATCH);
    }

    @Test
    void goes_on_saying_that_a_hash_is_outdated() {
        byte[] old = Keys.pepper();
        StoredHash stored = new HmacSecretHasher(Peppers.of(old)).hash(key);
        SecretHasher hasher = remembering(new HmacSecretHasher(Peppers.of(Keys.pepper(), old)));

        assertThat(hasher.check(key, stored)).isEqualTo(HashCheck.MATCH_OUTDATED);
        assertThat(hasher.check(key, stored)).isEqualTo(HashCheck.MATCH_OUTDATED);
        assertThat(computed).hasValue(1);
    }

    @Test
    void passes_on_that_a_hash_can_t_be_checked_and_tries_again() {
        SecretHasher hasher = createHasher();
        StoredHash damaged = StoredHash.of("$hmac-sha256$damaged");

        for (int time = 1; time <= 2; time++) {
            assertThatExceptionOfType(HashingException.class).isThrownBy(() -> hasher.check(key, damaged));
        }
        assertThat(computed).hasValue(2);
    }

    @Test
    void computes_once_what_many_ask_for_at_once() throws Exception {
        SecretHasher hasher = createHasher();
        StoredHash stored = hasher.hash(key);

        List<HashCheck> checks = Race.run(16, thread -> () -> hasher.check(key, stored));

        assertThat(checks).containsOnly(HashCheck.MATCH);
        assertThat(computed).hasValue(1);
    }

    @Test
    void computes_different_keys_at_once_however_many_do_not_match() throws Exception {
        int many = 100;
        CyclicBarrier allAtOnce = new CyclicBarrier(many);
        SecretHasher hasher = remembering(new Meeting(allAtOnce));
        StoredHash stored = hasher.hash(key);

        List<HashCheck> checks = Race.run(many, thread -> () -> hasher.check(Keys.random(), stored));

        assertThat(checks).containsOnly(HashCheck.MISMATCH);
        assertThat(computed).hasValue(many);
    }

    @Test
    void refuses_all_who_wait_for_one_computation_when_that_is_refused() throws Exception {
        SecretHasher hasher = remembering(new Refusing());
        StoredHash stored = StoredHash.of("$test$hash");

        List<Boolean> refused = Race.run(8, thread -> () -> {
            try {
                hasher.check(key, stored);
                return false;
            } catch (HashingOverloadedException e) {
                return true;
            }
        });

        assertThat(refused).containsOnly(true);
        assertThatExceptionOfType(HashingOverloadedException.class).isThrownBy(() -> hasher.check(key, stored));
    }

    @Test
    @Timeout(60)
    void does_not_fail_others_when_who_computes_for_them_is_interrupted() throws Exception {
        SecretHasher hasher = remembering(new FirstWaits());
        StoredHash stored = StoredHash.of("$test$hash");
        FutureTask<HashCheck> first = new FutureTask<>(() -> hasher.check(key, stored));
        Thread interrupted = waiting(first);
        List<FutureTask<HashCheck>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(new FutureTask<>(() -> hasher.check(key, stored)));
            waiting(others.get(i));
        }

        interrupted.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(first::get)
                .withCauseInstanceOf(HashingException.class);
        for (FutureTask<HashCheck> other : others) {
            assertThat(other.get()).isEqualTo(HashCheck.MATCH);
        }
        assertThat(computed).hasValue(2);
    }

    @Test
    @Timeout(60)
    void waits_for_no_other_when_interrupted() throws Exception {
        FirstWaits waits = new FirstWaits();
        SecretHasher hasher = remembering(waits);
        StoredHash stored = StoredHash.of("$test$hash");
        FutureTask<HashCheck> first = new FutureTask<>(() -> hasher.check(key, stored));
        waiting(first);
        FutureTask<Boolean> second = new FutureTask<>(() -> {
            assertThatExceptionOfType(HashingException.class)
                    .isThrownBy(() -> hasher.check(key, stored))
                    .withMessage("interrupted while waiting for a hash that another computes");
            return Thread.currentThread().isInterrupted();
        });

        waiting(second).interrupt();

        assertThat(second.get()).isTrue();
        waits.go.countDown();
        assertThat(first.get()).isEqualTo(HashCheck.MATCH);
    }

    @Test
    @Timeout(60)
    void passes_on_an_error_as_it_is_to_all_who_wait() throws Exception {
        FirstWaits tooDeep = new FirstWaits() {
            @Override
            public HashCheck check(PlainKey plain, StoredHash stored) {
                super.check(plain, stored);
                throw new StackOverflowError("too deep");
            }
        };
        SecretHasher hasher = remembering(tooDeep);
        StoredHash stored = hasher.hash(key);
        FutureTask<HashCheck> first = new FutureTask<>(() -> hasher.check(key, stored));
        waiting(first);
        FutureTask<HashCheck> second = new FutureTask<>(() -> hasher.check(key, stored));
        waiting(second);

        tooDeep.go.countDown();

        for (FutureTask<HashCheck> check : List.of(first, second)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(check::get)
                    .withCauseInstanceOf(StackOverflowError.class);
        }
        assertThat(computed).hasValue(1);
    }

    /** Runs it on a thread that has come to wait for something when this returns. */
    private static Thread waiting(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
        return thread;
    }

    /** Ends the first check when it is told to, all others at once. */
    private static class FirstWaits implements SecretHasher {

        private final AtomicBoolean begun = new AtomicBoolean();
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public StoredHash hash(PlainKey plain) {
            return StoredHash.of("$test$hash");
        }

        @Override
        public HashCheck check(PlainKey plain, StoredHash stored) {
            try {
                if (!begun.getAndSet(true)) {
                    go.await();
                }
                return HashCheck.MATCH;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HashingException("interrupted", e);
            }
        }
    }

    /** Ends no check before a number of them have begun. */
    private record Meeting(CyclicBarrier allAtOnce) implements SecretHasher {

        @Override
        public StoredHash hash(PlainKey plain) {
            return StoredHash.of("$test$hash");
        }

        @Override
        public HashCheck check(PlainKey plain, StoredHash stored) {
            try {
                allAtOnce.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new HashingException("the checks did not come at once", e);
            }
            return HashCheck.MISMATCH;
        }
    }

    /** Has no room for anything. */
    private record Refusing() implements SecretHasher {

        @Override
        public StoredHash hash(PlainKey plain) {
            throw new HashingOverloadedException("full");
        }

        @Override
        public HashCheck check(PlainKey plain, StoredHash stored) {
            throw new HashingOverloadedException("full");
        }
    }

    @Test
    void remembers_no_more_than_it_may() {
        SecretHasher hasher = createHasher();
        List<PlainKey> keys = new ArrayList<>();
        List<StoredHash> hashes = new ArrayList<>();
        for (int i = 0; i < 20 * SIZE; i++) {
            PlainKey one = Keys.random();
            keys.add(one);
            hashes.add(hasher.hash(one));
            hasher.check(one, hashes.get(i));
        }
        computed.set(0);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(hasher.check(keys.get(i), hashes.get(i))).isEqualTo(HashCheck.MATCH);
        }

        assertThat(computed.get()).isGreaterThan(10 * SIZE);
    }
}
