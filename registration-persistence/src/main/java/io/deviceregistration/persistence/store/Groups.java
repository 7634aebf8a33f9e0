package io.deviceregistration.persistence.store;

import io.deviceregistration.core.fault.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Has work on one thing that comes at once done together. Whoever comes first works alone; who comes meanwhile waits, and
 * one of them then works for all who wait. So nobody waits for others to come, and the more there are the larger the groups.
 *
 * @param <K> what the work is on; of different ones each has its own turns
 * @param <M> a member of a group
 */
final class Groups<K, M> {

    /** Who waits, until told to lead a group, or, by an empty one, that another has done the work. */
    private static final class Waiting<M> {

        private final M member;
        private final CompletableFuture<List<Waiting<M>>> turn = new CompletableFuture<>();

        Waiting(M member) {
            this.member = member;
        }
    }

    private final int maxSize;
    private final Duration patience;
    private final Lock lock = new ReentrantLock();

    /** Who waits for each thing that is worked on just now, the first to come first. */
    private final Map<K, Queue<Waiting<M>>> queues = new HashMap<>();

    /** @param patience how long a member waits for a group to begin that it belongs to */
    Groups(int maxSize, Duration patience) {
        this.maxSize = maxSize;
        this.patience = patience;
    }

    /**
     * Returns when the work was done for a group with this member in it, in this thread or in another member's.
     *
     * @param work done for the group; how it ends is for the members to tell
     * @throws StorageUnavailableException if the turn doesn't come in time; then the work is not done
     */
    void take(K thing, M member, Consumer<List<M>> work) {
        Waiting<M> own = new Waiting<>(member);
        List<Waiting<M>> group = isFirst(thing, own) ? List.of(own) : await(thing, own);
        if (!group.isEmpty()) {
            lead(thing, group, work);
        }
    }

    private boolean isFirst(K thing, Waiting<M> own) {
        lock.lock();
        try {
            Queue<Waiting<M>> queue = queues.get(thing);
            if (queue == null) {
                queues.put(thing, new ArrayDeque<>());
                return true;
            }
            queue.add(own);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private List<Waiting<M>> await(K thing, Waiting<M> own) {
        try {
            return own.turn.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (withdraws(thing, own)) {
                throw new StorageUnavailableException("too many changes are waiting for their turn", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (withdraws(thing, own)) {
                throw new StorageUnavailableException("the call was interrupted while it waited for its turn", e);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        // Too late: the work has begun, or is this thread's to begin.
        return own.turn.join();
    }

    private boolean withdraws(K thing, Waiting<M> own) {
        lock.lock();
        try {
            Queue<Waiting<M>> queue = queues.get(thing);
            return queue != null && queue.remove(own);
        } finally {
            lock.unlock();
        }
    }

    private void lead(K thing, List<Waiting<M>> group, Consumer<List<M>> work) {
        try {
            work.accept(group.stream().map(waiting -> waiting.member).toList());
        } finally {
            handOver(thing);
            group.forEach(waiting -> waiting.turn.complete(List.of()));
        }
    }

    private void handOver(K thing) {
        List<Waiting<M>> next = new ArrayList<>();
        lock.lock();
        try {
            Queue<Waiting<M>> queue = queues.getOrDefault(thing, new ArrayDeque<>());
            while (!queue.isEmpty() && next.size() < maxSize) {
                next.add(queue.remove());
            }
            if (next.isEmpty()) {
                queues.remove(thing);
            }
        } finally {
            lock.unlock();
        }
        if (!next.isEmpty()) {
            next.get(0).turn.complete(next);
        }
    }
}
