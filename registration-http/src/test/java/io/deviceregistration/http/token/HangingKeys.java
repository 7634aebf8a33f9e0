package io.deviceregistration.http.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's keys that can be held back for as long as a test likes. */
final class HangingKeys implements JWKSetSource<SecurityContext> {

    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile List<JWK> keys;

    HangingKeys(JWK... keys) {
        this.keys = List.of(keys);
    }

    void publish(JWK... others) {
        keys = List.of(others);
    }

    /** From now on whoever asks waits. */
    void hang() {
        held = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    /** Returns when somebody waits. */
    void awaitHeld() throws InterruptedException {
        held.await();
    }

    void release() {
        gate.countDown();
    }

    int asked() {
        return asked.get();
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
            throws JWKSetUnavailableException {
        asked.incrementAndGet();
        held.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new JWKSetUnavailableException("broken off", e);
        }
        return new JWKSet(keys);
    }

    @Override
    public void close() {
        release();
    }
}
