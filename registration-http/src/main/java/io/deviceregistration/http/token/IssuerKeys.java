package io.deviceregistration.http.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.events.Event;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys, kept and renewed. They are fetched again when they get old, and when a token names a key that isn't
 * among them; both cost the issuer a bounded number of calls, whatever is sent to us. While the issuer is away, the keys
 * that were known last serve on for {@link #OUTAGE}.
 */
final class IssuerKeys implements JWKSource<SecurityContext>, AutoCloseable {

    /** How long a key that the issuer has withdrawn may still be taken for good. */
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    /** From this long before the end of that on, a call has the keys renewed and doesn't wait for it. */
    static final Duration REFRESH_AHEAD = Duration.ofMinutes(1);

    /** In this time keys are fetched twice at most; a failed call is tried again once. */
    static final Duration MIN_INTERVAL = Duration.ofSeconds(15);

    /** Longer than tokens usually live: while an issuer is away it issues none. */
    static final Duration OUTAGE = Duration.ofHours(2);

    /** How long a caller waits for keys that another one is fetching, and how many may. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private static final int MAX_WAITING = 16;

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final ExecutorService background;
    private final JWKSetSource<SecurityContext> sets;
    private final Clock clock;

    IssuerKeys(JWKSetSource<SecurityContext> published, Clock clock) {
        this(published, clock, Executors.newSingleThreadExecutor(IssuerKeys::thread));
    }

    /** @param background what keys are renewed with; ends when this is closed */
    IssuerKeys(JWKSetSource<SecurityContext> published, Clock clock, ExecutorService background) {
        this.clock = clock;
        this.background = background;
        this.sets = ((JWKSetBasedJWKSource<SecurityContext>) JWKSourceBuilder.create(published)
                        .cache(TIME_TO_LIVE.toMillis(), MAX_WAIT.toMillis())
                        .refreshAheadCache(
                                REFRESH_AHEAD.toMillis(), IssuerKeys::refuseToQueue, background, true, null, false)
                        .rateLimited(MIN_INTERVAL.toMillis())
                        .retrying(true)
                        .outageTolerant(OUTAGE.toMillis())
                        .build())
                .getJWKSetSource();
    }

    /** Has the keys fetched in the background. */
    void prefetch() {
        background.execute(() -> {
            try {
                known();
            } catch (IdentityProviderUnavailableException e) {
                LOG.debug("will be tried again when a token is checked", e);
            }
        });
    }

    /**
     * The keys that fit a token.
     *
     * @throws IdentityProviderUnavailableException if none at all are known
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        JWKSet known = known();
        List<JWK> fitting = selector.select(known);
        return fitting.isEmpty() ? selector.select(newerThan(known)) : fitting;
    }

    private JWKSet known() {
        try {
            return sets.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis(), null);
        } catch (KeySourceException e) {
            throw new IdentityProviderUnavailableException("the issuer's keys are not known", e);
        }
    }

    /** Where it isn't the time to ask again, or the issuer doesn't answer, what is known stays what is known. */
    private JWKSet newerThan(JWKSet known) {
        try {
            return sets.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), clock.millis(), null);
        } catch (KeySourceException e) {
            LOG.debug("keys were not fetched again", e);
            return known;
        }
    }

    /** Must not keep the process from ending. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "issuer-keys");
        thread.setDaemon(true);
        return thread;
    }

    /** Whoever can reach us can send tokens with made-up key ids; they must not hold all threads of a slow issuer. */
    private static void refuseToQueue(Event<CachingJWKSetSource<SecurityContext>, SecurityContext> event) {
        if (event instanceof CachingJWKSetSource.WaitingForRefreshEvent<SecurityContext> waiting
                && waiting.getThreadQueueLength() >= MAX_WAITING) {
            throw new IdentityProviderUnavailableException("too many callers wait for the issuer's keys");
        }
    }

    /** Breaks off what is being fetched. */
    @Override
    public void close() {
        try {
            sets.close();
        } catch (IOException e) {
            LOG.debug("not closed", e);
        }
    }
}
