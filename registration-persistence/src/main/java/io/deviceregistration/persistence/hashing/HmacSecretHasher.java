package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes with HMAC-SHA-256 under the current pepper, to {@code $hmac-sha256$k=<pepper id>$<mac>}, the MAC in unpadded
 * standard base64. Needs no salt: no two keys are alike.
 */
final class HmacSecretHasher implements SecretHasher {

    private static final Pattern FORMAT =
            Pattern.compile("\\$hmac-sha256\\$k=([0-9a-f]{16})\\$[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]");

    private final Peppers peppers;

    HmacSecretHasher(Peppers peppers) {
        this.peppers = peppers;
    }

    @Override
    public StoredHash hash(PlainKey key) {
        return hash(key, peppers.current());
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        Matcher matcher = FORMAT.matcher(stored.reveal());
        if (!matcher.matches()) {
            throw new HashingException("a stored hmac-sha256 hash is damaged");
        }
        String id = matcher.group(1);
        Pepper pepper = peppers.find(id)
                .orElseThrow(() -> new HashingException("a stored hmac-sha256 hash was made with the pepper " + id
                        + ", which is not configured: list it in the pepper file after the current one"));
        // Compares in constant time.
        if (!hash(key, pepper).equals(stored)) {
            return HashCheck.MISMATCH;
        }
        return pepper == peppers.current() ? HashCheck.MATCH : HashCheck.MATCH_OUTDATED;
    }

    private static StoredHash hash(PlainKey key, Pepper pepper) {
        byte[] secret = key.bytes();
        try {
            byte[] mac = pepper.mac("key hash", secret);
            return StoredHash.of("$hmac-sha256$k=" + pepper.id() + "$"
                    + Base64.getEncoder().withoutPadding().encodeToString(mac));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
