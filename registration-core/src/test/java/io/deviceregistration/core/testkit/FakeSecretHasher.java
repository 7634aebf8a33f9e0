package io.deviceregistration.core.testkit;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** Plain SHA-256, for tests: as fast as hashing gets, bounded by nothing. Stateless. */
public final class FakeSecretHasher implements SecretHasher {

    private static final Pattern FORMAT = Pattern.compile("\\$sha256\\$[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]");

    public FakeSecretHasher() {}

    @Override
    public StoredHash hash(PlainKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.bytes());
            return StoredHash.of(
                    "$sha256$" + Base64.getEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new HashingException("this Java runtime can't compute SHA-256", e);
        }
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        if (!FORMAT.matcher(stored.reveal()).matches()) {
            throw new HashingException("a stored hash is damaged or not of the scheme sha256");
        }
        return hash(key).equals(stored) ? HashCheck.MATCH : HashCheck.MISMATCH;
    }
}
