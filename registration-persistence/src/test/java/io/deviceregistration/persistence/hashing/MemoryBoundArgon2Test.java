package io.deviceregistration.persistence.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deviceregistration.core.key.HashingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryBoundArgon2Test {

    private static final int MAX_KIB = 100;

    @Test
    void never_takes_more_memory_than_allowed_whatever_the_stored_costs() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Argon2Function argon2 = new MemoryBoundArgon2(
                (cost, secret, salt) -> {
                    most.accumulateAndGet(taken.addAndGet(cost.memoryKib()), Math::max);
                    Thread.yield();
                    taken.addAndGet(-cost.memoryKib());
                    return secret;
                },
                MAX_KIB);
        ExecutorService threads = Executors.newFixedThreadPool(12);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 12; thread++) {
            Argon2Cost cost = new Argon2Cost(8 * (1 + thread), 1, 1);
            all.add(threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    argon2.hash(cost, new byte[1], new byte[16]);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(most.get()).isBetween(96, MAX_KIB);
        assertThat(taken).hasValue(0);
    }

    @Test
    void gives_the_memory_back_after_a_failure() {
        HashingException failure = new HashingException("for this test");
        Argon2Function argon2 = new MemoryBoundArgon2(
                (cost, secret, salt) -> {
                    throw failure;
                },
                MAX_KIB);

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> argon2.hash(new Argon2Cost(MAX_KIB, 1, 1), new byte[1], new byte[16]))
                    .isSameAs(failure);
        }
    }
}
