package io.deviceregistration.persistence.tds;

import java.util.ArrayList;
import java.util.List;

/** Requests that get no answer until the client gives up or the test releases them. Safe for use by any thread. */
public final class Stall {

    private final List<Runnable> waiting = new ArrayList<>();
    private int reached;
    private boolean released;

    Stall() {}

    /** Answers all that wait, and all that come later, in the {@linkplain Reply#usual usual} way. */
    public void release() {
        List<Runnable> answers;
        synchronized (this) {
            released = true;
            answers = List.copyOf(waiting);
            waiting.clear();
        }
        answers.forEach(Runnable::run);
    }

    /** Waits until so many requests have come here since the start, those that were given up included. */
    public synchronized void awaitReached(int requests) {
        Waiting.until(this, () -> reached >= requests, "a request to stall");
    }

    /** Whether the request must wait; if so, the answer will be run later, if ever. */
    synchronized boolean holds(Runnable answer) {
        reached++;
        notifyAll();
        if (!released) {
            waiting.add(answer);
        }
        return !released;
    }
}
