package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.HashingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret key for HMAC-SHA-256, kept outside the store. Its id is a fingerprint that doesn't give it away. Each use
 * states its purpose, so that a MAC made for one can't stand for another. Immutable; {@link #toString} shows the id.
 */
final class Pepper {

    /** As many bytes as HMAC-SHA-256 yields; fewer would weaken it (RFC 2104, section 3). */
    static final int MIN_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 8;

    /** Keyed and never fed: what computes is a copy of it. */
    private final Mac keyed;

    private final String id;

    /** Copies the secret, which stays the caller's to wipe. */
    Pepper(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "a pepper has at least " + MIN_BYTES + " random bytes, but this one has " + secret.length);
        }
        keyed = keyed(secret);
        id = HexFormat.of().formatHex(mac("pepper id", new byte[0]), 0, ID_BYTES);
    }

    /** 16 hexadecimal digits, the same wherever this pepper is configured. */
    String id() {
        return id;
    }

    byte[] mac(String purpose, byte[] message) {
        return of(purpose).mac(message);
    }

    /** For many messages of one purpose. */
    Purpose of(String purpose) {
        return new Purpose(("device-registration " + purpose + " v1\0").getBytes(StandardCharsets.US_ASCII));
    }

    /** Computes MACs for one purpose. Thread-safe. */
    final class Purpose {

        private final byte[] name;

        /**
         * One that nobody uses just now, keyed and not fed, if there is one. Whoever finds none makes a copy, which takes ten
         * times the memory of a MAC; of those that come back, the last one stays.
         */
        private final AtomicReference<@Nullable Mac> idle = new AtomicReference<>();

        private Purpose(byte[] name) {
            this.name = name;
        }

        byte[] mac(byte[] message) {
            Mac mac = idle.getAndSet(null);
            if (mac == null) {
                mac = copy();
            }
            mac.update(name);
            byte[] result = mac.doFinal(message);
            idle.set(mac);
            return result;
        }
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw unavailable(e);
        }
    }

    private static Mac keyed(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static HashingException unavailable(Exception cause) {
        return new HashingException("this Java runtime can't compute " + ALGORITHM, cause);
    }

    @Override
    public String toString() {
        return "Pepper[" + id + "]";
    }
}
