package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SeenDevicesTest {

    private static final Instant NOW = SampleDevice.REGISTERED_AT.plusSeconds(3600);

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Device pump = device(null);
    private final Device fan = device(null);
    private final Device lamp = device(null);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Recording store = new Recording();
    private final SeenDevices seen = new SeenDevices(store, tasks::add, CLOCK);

    @Test
    void leaves_the_writing_to_its_executor() {
        seen.note(pump, NOW);
        assertThat(store.batches).isEmpty();

        runTheOnlyTask();
        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW));
    }

    @Test
    void writes_what_has_gathered_together() {
        seen.note(pump, NOW);
        seen.note(fan, NOW.plusMillis(1));

        runTheOnlyTask();
        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW, fan.id(), NOW.plusMillis(1)));
    }

    @Test
    void writes_the_latest_time_of_a_device_that_came_often() {
        for (long millis : List.of(1L, 3L, 2L)) {
            seen.note(pump, NOW.plusMillis(millis));
        }

        runTheOnlyTask();
        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW.plusMillis(3)));
    }

    @Test
    void writes_what_comes_while_it_writes_as_the_next_batch() {
        store.meanwhile(() -> {
            seen.note(fan, NOW);
            seen.note(lamp, NOW);
        });
        seen.note(pump, NOW);

        runTheOnlyTask();
        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW), Map.of(fan.id(), NOW, lamp.id(), NOW));
    }

    @Test
    void begins_again_when_it_is_done_and_another_comes() {
        seen.note(pump, NOW);
        runTheOnlyTask();
        seen.note(fan, NOW);
        runTheOnlyTask();

        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW), Map.of(fan.id(), NOW));
    }

    @Test
    void notes_nobody_who_was_seen_within_the_minute() {
        seen.note(device(NOW.minusMillis(59_999)), NOW);
        seen.note(device(NOW), NOW);
        seen.note(device(NOW.plusSeconds(3600)), NOW);
        assertThat(tasks).isEmpty();

        seen.note(device(NOW.minusSeconds(60)), NOW);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void lets_no_more_devices_wait_than_it_has_room_for() {
        SeenDevices two = new SeenDevices(store, tasks::add, CLOCK, 2);
        two.note(pump, NOW);
        two.note(fan, NOW);
        two.note(lamp, NOW);
        two.note(fan, NOW.plusMillis(1));
        runTheOnlyTask();
        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW, fan.id(), NOW.plusMillis(1)));

        two.note(lamp, NOW);
        runTheOnlyTask();
        assertThat(store.batches).last().isEqualTo(Map.of(lamp.id(), NOW));
    }

    @Test
    void drops_what_the_store_can_not_write_and_goes_on() {
        store.meanwhile(() -> {
            seen.note(lamp, NOW);
            throw new StorageUnavailableException("down");
        });
        seen.note(pump, NOW);
        seen.note(fan, NOW);
        runTheOnlyTask();
        assertThat(store.batches).last().isEqualTo(Map.of(lamp.id(), NOW));

        seen.note(pump, NOW);
        runTheOnlyTask();
        assertThat(store.batches).last().isEqualTo(Map.of(pump.id(), NOW));
    }

    @Test
    void writes_with_the_next_device_what_its_executor_refused() {
        AtomicInteger refusals = new AtomicInteger(2);
        SeenDevices refused = new SeenDevices(
                store,
                task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new RejectedExecutionException("no thread left");
                    }
                    tasks.add(task);
                },
                CLOCK);
        refused.note(pump, NOW);
        refused.note(fan, NOW);
        assertThat(tasks).isEmpty();

        refused.note(lamp, NOW);
        runTheOnlyTask();
        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW, fan.id(), NOW, lamp.id(), NOW));
    }

    @Test
    void tries_again_though_it_is_full_and_was_refused() {
        AtomicInteger refusals = new AtomicInteger(1);
        SeenDevices full = new SeenDevices(
                store,
                task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new RejectedExecutionException("no thread left");
                    }
                    tasks.add(task);
                },
                CLOCK,
                1);
        full.note(pump, NOW);
        full.note(fan, NOW);

        runTheOnlyTask();
        assertThat(store.batches).containsExactly(Map.of(pump.id(), NOW));
    }

    @Test
    void lets_its_executor_know_of_a_broken_store_and_begins_again() {
        store.meanwhile(() -> {
            throw new IllegalStateException("broken");
        });
        seen.note(pump, NOW);
        assertThatIllegalStateException().isThrownBy(this::runTheOnlyTask);

        seen.note(fan, NOW);
        runTheOnlyTask();
        assertThat(store.batches).last().isEqualTo(Map.of(fan.id(), NOW));
    }

    @Test
    void spares_its_caller_a_broken_store_even_in_the_caller_s_thread() {
        SeenDevices direct = new SeenDevices(store, Runnable::run, CLOCK);
        store.meanwhile(() -> {
            throw new IllegalStateException("broken");
        });

        direct.note(pump, NOW);
        direct.note(fan, NOW);
        assertThat(store.batches).last().isEqualTo(Map.of(fan.id(), NOW));
    }

    @Test
    void leaves_the_place_to_another_task_that_began_after_one_had_failed() {
        SeenDevices[] reentrant = new SeenDevices[1];
        Executor failingLate = task -> {
            tasks.add(task);
            if (tasks.size() == 1) {
                task.run();
                // The first task is over, the second one has the place: that the first one fails now must not free it.
                reentrant[0].note(fan, NOW);
                throw new IllegalStateException("after all");
            }
        };
        reentrant[0] = new SeenDevices(store, failingLate, CLOCK);

        reentrant[0].note(pump, NOW);
        reentrant[0].note(lamp, NOW);
        assertThat(tasks).hasSize(2);
    }

    @Test
    void loses_no_device_of_many_that_come_at_once_and_writes_one_batch_at_a_time() throws Exception {
        int threads = 8;
        int each = 500;
        CountDownLatch written = new CountDownLatch(threads * each);
        AtomicInteger atOnce = new AtomicInteger();
        Set<Integer> overlaps = ConcurrentHashMap.newKeySet();
        Set<DeviceId> ids = ConcurrentHashMap.newKeySet();
        DeviceRepository counting = new ForwardingDeviceRepository(new InMemoryStores().devices()) {
            @Override
            public void recordSeen(Map<DeviceId, Instant> devices) {
                overlaps.add(atOnce.incrementAndGet());
                ids.addAll(devices.keySet());
                atOnce.decrementAndGet();
                devices.forEach((id, at) -> written.countDown());
            }
        };
        ExecutorService background = Executors.newCachedThreadPool();
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            SeenDevices shared = new SeenDevices(counting, background, CLOCK);
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                List<Device> own = new ArrayList<>();
                for (int count = 0; count < each; count++) {
                    own.add(device(null));
                }
                running.add(callers.submit(() -> own.forEach(device -> shared.note(device, NOW))));
            }
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
            assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            callers.shutdownNow();
            background.shutdown();
        }
        assertThat(background.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).containsExactly(1);
        assertThat(ids).hasSize(threads * each);
    }

    /** Whoever comes then must not wait for another one, who may never come. */
    @Test
    void writes_a_device_that_comes_just_when_it_is_done() throws Exception {
        AtomicInteger written = new AtomicInteger();
        DeviceRepository counting = new ForwardingDeviceRepository(new InMemoryStores().devices()) {
            @Override
            public void recordSeen(Map<DeviceId, Instant> devices) {
                written.addAndGet(devices.size());
            }
        };
        ExecutorService background = Executors.newSingleThreadExecutor();
        try {
            SeenDevices shared = new SeenDevices(counting, background, CLOCK);
            for (int round = 1; round <= 50_000; round++) {
                shared.note(pump, NOW);
                long start = System.nanoTime();
                while (written.get() < round) {
                    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(60));
                }
            }
        } finally {
            background.shutdownNow();
        }
    }

    private void runTheOnlyTask() {
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
    }

    private static Device device(@Nullable Instant lastSeenAt) {
        SampleDevice sample =
                SampleDevice.with(SampleProvisioningKey.of("acme").build().key());
        return (lastSeenAt == null ? sample : sample.lastSeenAt(lastSeenAt))
                .build()
                .device();
    }

    /** Remembers what it was to write. */
    private static final class Recording extends ForwardingDeviceRepository {

        private final List<Map<DeviceId, Instant>> batches = new ArrayList<>();
        private final Queue<Runnable> meanwhile = new ArrayDeque<>();

        private Recording() {
            super(new InMemoryStores().devices());
        }

        /** What happens once, while the next batch is written. */
        private void meanwhile(Runnable event) {
            meanwhile.add(event);
        }

        @Override
        public void recordSeen(Map<DeviceId, Instant> devices) {
            batches.add(devices);
            Runnable event = meanwhile.poll();
            if (event != null) {
                event.run();
            }
        }
    }
}
