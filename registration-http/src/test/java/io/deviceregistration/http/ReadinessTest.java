package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReadinessTest {

    private static final int PROBES = 8;

    @Test
    void follows_its_needs() {
        AtomicBoolean there = new AtomicBoolean();
        Readiness readiness = new Readiness(Map.of("database", there::get));
        assertThat(readiness.now()).isEqualTo(new ReadinessResponse("not_ready", Map.of("database", false)));
        assertThat(readiness.now().httpStatus()).isEqualTo(503);
        there.set(true);
        assertThat(readiness.now()).isEqualTo(new ReadinessResponse("ready", Map.of("database", true)));
        assertThat(readiness.now().httpStatus()).isEqualTo(200);
    }

    @Test
    void takes_an_exception_for_a_need_that_is_missing() {
        Readiness readiness = new Readiness(Map.of("database", () -> {
            throw new IllegalStateException("broken");
        }));
        assertThat(readiness.now().httpStatus()).isEqualTo(503);
    }

    @Test
    void is_over_when_draining_begins() {
        Readiness readiness = new Readiness(Map.of("database", () -> true));
        readiness.drain();
        assertThat(readiness.now()).isEqualTo(new ReadinessResponse("draining", Map.of()));
        assertThat(readiness.now().httpStatus()).isEqualTo(503);
    }

    @Test
    void asks_what_hangs_once_however_many_want_to_know_and_asks_again_when_it_has_answered() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Readiness readiness = new Readiness(Map.of("database", () -> {
            asked.incrementAndGet();
            return await(hanging);
        }));
        ExecutorService probes = Executors.newFixedThreadPool(PROBES);
        try {
            List<Callable<ReadinessResponse>> all = Stream.<Callable<ReadinessResponse>>generate(() -> readiness::now)
                    .limit(PROBES)
                    .toList();
            for (Future<ReadinessResponse> probe : probes.invokeAll(all)) {
                assertThat(probe.get().httpStatus()).isEqualTo(503);
            }
            assertThat(asked).hasValue(1);
        } finally {
            probes.shutdownNow();
            hanging.countDown();
        }
        // The one that hung may be seen to end by the first of these.
        while (readiness.now().httpStatus() != 200) {
            assertThat(asked).hasValueLessThan(3);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
