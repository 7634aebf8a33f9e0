package io.deviceregistration.persistence.hashing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the native library where it works. */
final class FastestArgon2 {

    private static final Logger LOG = LoggerFactory.getLogger(FastestArgon2.class);

    private FastestArgon2() {}

    /** A function that has computed one hash at this cost, so that what can't work fails now and not later. */
    static Argon2Function at(Argon2Cost cost) {
        try {
            return tried(new NativeArgon2(), cost);
        } catch (LinkageError e) {
            // Not only UnsatisfiedLinkError: denied native access and a missing jar end in other linkage errors.
            LOG.warn(
                    "Argon2 is computed in Java, about half as fast, because its native library can't be used: {}",
                    oneLine(e));
            return tried(new JavaArgon2(), cost);
        }
    }

    private static Argon2Function tried(Argon2Function function, Argon2Cost cost) {
        function.hash(cost, new byte[1], new byte[Argon2Hash.SALT_BYTES]);
        return function;
    }

    private static String oneLine(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString().replaceAll("\\s+", " ");
    }
}
