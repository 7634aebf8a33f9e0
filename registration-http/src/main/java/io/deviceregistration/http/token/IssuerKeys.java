package io.deviceregistration.http.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys, kept and renewed. They are fetched in the background, one fetch at a time: when they get old, and when
 * a token names a key that isn't among them. Both cost the issuer a bounded number of calls, whatever is sent to us. Keys
 * that are known are given at once, however long the issuer takes; while it is away, those that were known last serve on for
 * {@link #OUTAGE}. Only who needs a key that isn't known waits.
 */
final class IssuerKeys implements JWKSource<SecurityContext>, AutoCloseable {

    /** How long a key that the issuer has withdrawn may still be taken for good, if the issuer can be reached. */
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    /** From this long before the end of that on, keys are renewed; and how often it is seen whether they must be. */
    static final Duration REFRESH_AHEAD = Duration.ofMinutes(1);

    /** In this time keys are fetched twice at most. */
    static final Duration MIN_INTERVAL = Duration.ofSeconds(15);

    /** Longer than tokens usually live: while an issuer is away it issues none. */
    static final Duration OUTAGE = Duration.ofHours(2);

    /** Longer than it takes to give up a fetch, which is of two documents. */
    static final Duration MAX_WAIT = JsonDocuments.DEADLINE.multipliedBy(2).plusSeconds(1);

    /** Whoever can reach us can send tokens with made-up key ids; they must not hold all threads of a slow issuer. */
    static final int MAX_WAITING = 16;

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /** An issuer's keys, and when they were asked for. */
    private record Fetched(JWKSet keys, Instant at) {

        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(at.plus(age));
        }
    }

    private final JWKSetSource<SecurityContext> published;
    private final Clock clock;
    private final ScheduledExecutorService background;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private CompletableFuture<Fetched> fetching = CompletableFuture.failedFuture(new IllegalStateException("none yet"));
    private volatile @Nullable Fetched last;

    IssuerKeys(JWKSetSource<SecurityContext> published, Clock clock) {
        this(published, clock, Executors.newSingleThreadScheduledExecutor(IssuerKeys::thread));
    }

    /** @param background what keys are fetched with, one fetch at a time; ends when this is closed */
    IssuerKeys(JWKSetSource<SecurityContext> published, Clock clock, ScheduledExecutorService background) {
        this.published = new RateLimitedJWKSetSource<>(published, MIN_INTERVAL.toMillis(), null);
        this.clock = clock;
        this.background = background;
    }

    /** Has the keys fetched, and from then on renewed though no token comes: else the first one after a while finds old ones. */
    void keepFresh() {
        background.scheduleWithFixedDelay(this::renewIfOld, 0, REFRESH_AHEAD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the keys were had at some time: they are since, or will be again. */
    boolean haveBeenKnown() {
        return last != null;
    }

    /**
     * The keys that fit a token.
     *
     * @throws IdentityProviderUnavailableException if none at all are known, or too many wait for one that isn't
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        Fetched known = known();
        List<JWK> fitting = selector.select(known.keys());
        return fitting.isEmpty() ? selector.select(newerIfPossible(known).keys()) : fitting;
    }

    private Fetched known() {
        Fetched known = last;
        if (known != null && known.isYoungerThan(OUTAGE, clock.instant())) {
            renewIfOld();
            return known;
        }
        try {
            return await(newerThan(known));
        } catch (ExecutionException e) {
            throw new IdentityProviderUnavailableException("the issuer's keys are not known", e);
        }
    }

    /** Where it isn't the time to ask again, or the issuer doesn't answer, what is known stays what is known. */
    private Fetched newerIfPossible(Fetched known) {
        try {
            return await(newerThan(known));
        } catch (ExecutionException e) {
            LOG.debug("keys were not fetched again", e);
            return known;
        }
    }

    private void renewIfOld() {
        Fetched known = last;
        if (known == null || !known.isYoungerThan(TIME_TO_LIVE.minus(REFRESH_AHEAD), clock.instant())) {
            // Nobody waits for it. If it fails, the source says so.
            newerThan(known);
        }
    }

    /** Other keys than these: those that are there meanwhile, or are being fetched, or are now. */
    private synchronized CompletableFuture<Fetched> newerThan(@Nullable Fetched seen) {
        // Asked first: a fetch that has ended has left what it found.
        boolean idle = fetching.isDone();
        Fetched known = last;
        if (known != null && known != seen) {
            return CompletableFuture.completedFuture(known);
        }
        if (idle) {
            fetching = begun();
        }
        return fetching;
    }

    private CompletableFuture<Fetched> begun() {
        try {
            return CompletableFuture.supplyAsync(this::fetch, background);
        } catch (RejectedExecutionException e) {
            // Closed. Who still asks is told what is known.
            return CompletableFuture.failedFuture(e);
        }
    }

    private Fetched fetch() {
        Instant now = clock.instant();
        try {
            JWKSet keys = published.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now.toEpochMilli(), null);
            Fetched fetched = new Fetched(keys, now);
            last = fetched;
            return fetched;
        } catch (KeySourceException e) {
            throw new CompletionException(e);
        }
    }

    private Fetched await(CompletableFuture<Fetched> fetch) throws ExecutionException {
        if (fetch.isDone()) {
            return get(fetch);
        }
        if (!waiting.tryAcquire()) {
            throw new IdentityProviderUnavailableException("too many callers wait for the issuer's keys");
        }
        try {
            return get(fetch);
        } finally {
            waiting.release();
        }
    }

    private static Fetched get(CompletableFuture<Fetched> fetch) throws ExecutionException {
        try {
            return fetch.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("the issuer takes too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("the wait for the issuer was broken off", e);
        }
    }

    /** Must not keep the process from ending. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "issuer-keys");
        thread.setDaemon(true);
        return thread;
    }

    /** Breaks off what is being fetched. */
    @Override
    public void close() {
        background.shutdownNow();
    }
}
