package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns on one thing. The first one's work is held until a test lets it go. */
@Timeout(60)
final class GroupsTest {

    private static final int MAX_SIZE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Groups<String, String> groups = new Groups<>(MAX_SIZE, PATIENCE);
    private final List<List<String>> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        go.countDown();
    }

    @Test
    void who_comes_first_works_alone_and_at_once() {
        groups.take("key", "a", done::add);
        assertThat(done).containsExactly(List.of("a"));
    }

    @Test
    void who_comes_when_the_work_is_over_is_first_again() {
        groups.take("key", "a", done::add);
        groups.take("key", "b", done::add);
        assertThat(done).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void those_who_come_meanwhile_are_a_group_in_the_order_of_their_coming() throws Exception {
        Caller<Boolean> first = holding("first");
        List<Caller<Boolean>> others = queued("a", "b", "c");
        go.countDown();
        assertThat(first.result()).isTrue();
        assertThat(Caller.results(others)).containsOnly(true);
        assertThat(done).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void one_of_the_group_works_in_its_own_thread() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        Caller<Boolean> first = holding("first");
        Caller<Boolean> a = queued("a", group -> worker.set(Thread.currentThread()));
        Caller<Boolean> b = queued("b", group -> worker.set(Thread.currentThread()));
        go.countDown();
        Caller.results(List.of(first, a, b));
        assertThat(worker.get()).isSameAs(a.thread());
    }

    @Test
    void a_group_has_no_more_members_than_it_may_and_the_rest_are_the_next_one() throws Exception {
        Caller<Boolean> first = holding("first");
        List<Caller<Boolean>> others = queued("a", "b", "c", "d", "e", "f");
        go.countDown();
        first.result();
        assertThat(Caller.results(others)).containsOnly(true);
        assertThat(done).containsExactly(List.of("first"), List.of("a", "b", "c", "d"), List.of("e", "f"));
    }

    @Test
    void who_comes_while_a_group_works_is_of_the_next_one() throws Exception {
        CountDownLatch groupGoes = new CountDownLatch(1);
        Caller<Boolean> first = holding("first");
        Caller<Boolean> a = queued("a", group -> waitFor(groupGoes));
        go.countDown();
        a.awaitLeading();
        Caller<Boolean> b = queued("b", group -> {});
        groupGoes.countDown();
        Caller.results(List.of(first, a, b));
        assertThat(done).containsExactly(List.of("first"), List.of("a"), List.of("b"));
    }

    @Test
    void nobody_returns_before_the_group_s_work_is_done() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch groupGoes = new CountDownLatch(1);
        Caller<Boolean> first = holding("first");
        Caller<Boolean> a = queued("a", group -> {
            waitFor(groupGoes);
            over.set(true);
        });
        Caller<Boolean> b = Caller.start(() -> {
            groups.take("key", "b", done::add);
            return over.get();
        });
        go.countDown();
        a.awaitLeading();
        groupGoes.countDown();
        assertThat(Caller.results(List.of(first, a, b))).containsOnly(true);
    }

    @Test
    void different_things_do_not_wait_for_each_other() throws Exception {
        Caller<Boolean> first = holding("first");
        groups.take("another", "a", done::add);
        assertThat(done).contains(List.of("a"));
        go.countDown();
        assertThat(first.result()).isTrue();
    }

    @Test
    void the_work_is_not_done_for_who_loses_patience() throws Exception {
        Groups<String, String> impatient = new Groups<>(MAX_SIZE, Duration.ofMillis(1));
        Caller<Boolean> first = holding(impatient, "first");
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> impatient.take("key", "late", done::add))
                .withMessage("too many changes are waiting for their turn");
        go.countDown();
        assertThat(first.result()).isTrue();
        impatient.take("key", "next", done::add);
        assertThat(done).containsExactly(List.of("first"), List.of("next"));
    }

    @Test
    void the_work_is_not_done_for_who_is_interrupted_and_the_others_of_the_group_do_not_notice() throws Exception {
        Caller<Boolean> first = holding("first");
        Caller<Boolean> interrupted = queued("interrupted");
        List<Caller<Boolean>> others = queued("a", "b");
        interrupted.thread().interrupt();
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(interrupted::result)
                .withMessage("the call was interrupted while it waited for its turn");
        go.countDown();
        first.result();
        assertThat(Caller.results(others)).containsOnly(true);
        assertThat(done).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void who_is_interrupted_stays_so() throws Exception {
        holding("first");
        Caller<Boolean> interrupted = Caller.start(() -> {
            try {
                groups.take("key", "a", done::add);
                return false;
            } catch (StorageUnavailableException e) {
                return Thread.currentThread().isInterrupted();
            }
        });
        interrupted.thread().interrupt();
        assertThat(interrupted.result()).isTrue();
    }

    @Test
    void who_is_interrupted_when_the_group_s_work_has_begun_hears_how_it_ended() throws Exception {
        CountDownLatch groupGoes = new CountDownLatch(1);
        Caller<Boolean> first = holding("first");
        Caller<Boolean> leader = queued("leader", group -> waitFor(groupGoes));
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Caller<Boolean> late = Caller.start(() -> {
            groups.take("key", "late", done::add);
            stillInterrupted.set(Thread.currentThread().isInterrupted());
            return true;
        });
        go.countDown();
        leader.awaitLeading();
        late.thread().interrupt();
        Caller.until(() -> late.thread().getState() == Thread.State.WAITING, "the interrupt to be put off");
        groupGoes.countDown();
        assertThat(Caller.results(List.of(first, leader, late))).containsOnly(true);
        assertThat(done).containsExactly(List.of("first"), List.of("leader", "late"));
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void a_first_one_that_fails_leaves_the_turn_to_those_who_wait() throws Exception {
        Caller<Boolean> first = Caller.start(() -> {
            groups.take("key", "first", group -> {
                waitFor(go);
                throw new IllegalStateException("first");
            });
            return true;
        });
        List<Caller<Boolean>> others = queued("a", "b");
        go.countDown();
        assertThatThrownBy(first::result).hasMessage("first");
        assertThat(Caller.results(others)).containsOnly(true);
        assertThat(done).containsExactly(List.of("a", "b"));
    }

    @Test
    void a_leader_that_dies_strands_neither_its_group_nor_the_next_one() throws Exception {
        Caller<Boolean> first = holding("first");
        Caller<Boolean> leader = queued("leader", group -> {
            throw new StackOverflowError("leader");
        });
        List<Caller<Boolean>> others = queued("a", "b", "c", "d");
        go.countDown();
        first.result();
        assertThatThrownBy(leader::result).isInstanceOf(StackOverflowError.class);
        assertThat(Caller.results(others)).containsOnly(true);
        assertThat(done).containsExactly(List.of("first"), List.of("leader", "a", "b", "c"), List.of("d"));
        groups.take("key", "next", done::add);
        assertThat(done).endsWith(List.of("next"));
    }

    @Test
    void each_of_many_is_in_one_group_and_no_two_work_at_once() throws Exception {
        int rounds = 500;
        int threads = 8;
        AtomicBoolean working = new AtomicBoolean();
        List<String> members = new ArrayList<>();

        Race.run(threads, thread -> () -> {
            for (int round = 0; round < rounds; round++) {
                groups.take("key", thread + "/" + round, group -> {
                    assertThat(working.compareAndSet(false, true)).isTrue();
                    assertThat(group).hasSizeBetween(1, MAX_SIZE);
                    members.addAll(group);
                    working.set(false);
                });
            }
            return true;
        });

        assertThat(members)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, threads * rounds)
                        .mapToObj(i -> i / rounds + "/" + i % rounds)
                        .toList());
    }

    /** Who comes first, and works until it may go. */
    private Caller<Boolean> holding(String name) {
        return holding(groups, name);
    }

    private Caller<Boolean> holding(Groups<String, String> on, String name) {
        return Caller.start(() -> {
            on.take("key", name, group -> {
                done.add(group);
                waitFor(go);
            });
            return true;
        });
    }

    private List<Caller<Boolean>> queued(String... names) {
        return List.of(names).stream().map(this::queued).toList();
    }

    private Caller<Boolean> queued(String name) {
        return queued(name, group -> {});
    }

    /** Who waits for its turn, and then does this as well if it leads. */
    private Caller<Boolean> queued(String name, Consumer<List<String>> work) {
        return Caller.start(() -> {
            groups.take("key", name, group -> {
                done.add(group);
                work.accept(group);
            });
            return true;
        });
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
