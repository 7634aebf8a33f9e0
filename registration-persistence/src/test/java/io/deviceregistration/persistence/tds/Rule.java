package io.deviceregistration.persistence.tds;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What to answer to requests of some kind. It is in force once a {@code then…} has been called; of several that fit, the
 * one made last answers. A request to which a rule doesn't apply, because of {@link #onTime} or {@link #firstTimes}, falls
 * to the next older one that fits; each rule counts all that fit it, from its making on.
 */
public final class Rule {

    private final Script script;
    private final Predicate<ClientRequest> fits;
    private Function<ClientRequest, Reply> reply = request -> Reply.usual();
    private int from = 1;
    private int to = Integer.MAX_VALUE;
    private int seen;

    Rule(Script script, Predicate<ClientRequest> fits) {
        this.script = script;
        this.fits = fits;
    }

    /** Answers the n-th request that fits, counted from 1, and no other. */
    public Rule onTime(int n) {
        from = n;
        to = n;
        return this;
    }

    /** Answers the first n requests that fit, and no later ones. */
    public Rule firstTimes(int n) {
        to = n;
        return this;
    }

    public void then(Reply answer) {
        then(request -> answer);
    }

    /** The function is called by the thread that serves the connection; it must not wait for anything. */
    public void then(Function<ClientRequest, Reply> answer) {
        reply = answer;
        script.add(this);
    }

    public void thenUpdated(long count) {
        then(Reply.updated(count));
    }

    /** @see Reply#error */
    public void thenError(int number, int state, int severity, String message) {
        then(Reply.error(number, state, severity, message));
    }

    /** @see Reply#cut */
    public void thenCutConnection() {
        then(Reply.cut());
    }

    /** @see Reply#doneAndCut */
    public void thenDoAndCutConnection() {
        then(Reply.doneAndCut());
    }

    public Stall thenStall() {
        Stall stall = new Stall();
        then(new Reply.Stalled(stall));
        return stall;
    }

    /** Called under the script's lock. */
    boolean takes(ClientRequest request) {
        if (!fits.test(request)) {
            return false;
        }
        seen++;
        return from <= seen && seen <= to;
    }

    Reply replyTo(ClientRequest request) {
        return reply.apply(request);
    }
}
