package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import java.security.SecureRandom;

/** Keys and peppers for tests. */
final class Keys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Keys() {}

    static PlainKey random() {
        return new KeyGenerator(RANDOM).generate(KeyKind.DEVICE);
    }

    static byte[] pepper() {
        byte[] secret = new byte[Pepper.MIN_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }
}
