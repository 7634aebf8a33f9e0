package io.deviceregistration.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Loads one request's body: all of it, or the beginning of one that is too large, or what came before the client went away
 * or the time was up. Then the request is handled, and finds the same when it reads.
 *
 * <p>Jetty's own setting, a least data rate, counts from the first byte on without any grace: a rate that would end a large
 * body in time refuses a small one that comes in two packets.
 */
final class BodyLoader extends EagerContentHandler.ContentLoader implements Invocable.Task {

    /**
     * How much of a body that is too large is received all the same. A client that is still sending when the connection ends
     * loses the answer that tells why.
     */
    static final int MAX_RECEIVED_BYTES = 2 * 1024 * 1024;

    private final Duration timeout;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Scheduler.@Nullable Task timer;
    private @Nullable Throwable failure;
    private long received;
    private boolean overdue;
    private boolean waiting;

    BodyLoader(Handler handler, Request request, Response response, Callback callback, Duration timeout) {
        super(handler, request, response, callback);
        this.timeout = timeout;
    }

    @Override
    protected void load() {
        if (isLoaded()) {
            handleLoaded();
        }
    }

    /** More has come, or nothing for too long. */
    @Override
    public void run() {
        resume();
        if (isLoaded()) {
            getRequest().getComponents().getExecutor().execute(this::handleLoaded);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Reads what is there; if that is not all, has {@link #run} called later. */
    private boolean isLoaded() {
        while (true) {
            Content.Chunk chunk = getRequest().read();
            if (chunk == null) {
                return !isAwaited();
            }
            if (Content.Chunk.isFailure(chunk)) {
                failure = chunk.getFailure();
                return true;
            }
            received += chunk.remaining();
            if (body.size() <= RequestBody.MAX_BYTES) {
                body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            }
            chunk.release();
            if (chunk.isLast() || received > MAX_RECEIVED_BYTES) {
                return true;
            }
        }
    }

    /** Asks for more, unless the time is up. */
    private synchronized boolean isAwaited() {
        if (overdue) {
            failure = new TimeoutException("the body took too long");
            return false;
        }
        if (timer == null) {
            timer = getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(this::expire, timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        waiting = true;
        getRequest().demand(this);
        return true;
    }

    private synchronized void resume() {
        waiting = false;
    }

    /**
     * The time is up. What ends the wait is what ends it when a client has fallen silent: reading comes upon a timeout. Not
     * while the body is being read: Jetty would read it too.
     */
    private synchronized void expire() {
        overdue = true;
        if (waiting) {
            getRequest()
                    .getConnectionMetaData()
                    .getConnection()
                    .onIdleExpired(new TimeoutException("the body took too long"));
        }
    }

    private void handleLoaded() {
        if (timer != null) {
            timer.cancel();
        }
        handle(new LoadedRequest(getRequest(), body.toByteArray(), failure), getResponse(), getCallback());
    }
}
