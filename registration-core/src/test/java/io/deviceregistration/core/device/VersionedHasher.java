package io.deviceregistration.core.device;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes with SHA-256 under a version that a test can raise, which makes earlier hashes outdated. */
final class VersionedHasher implements SecretHasher {

    private int version = 1;
    private boolean overloaded;

    void outdateHashes() {
        version++;
    }

    void overload() {
        overloaded = true;
    }

    @Override
    public StoredHash hash(PlainKey key) {
        if (overloaded) {
            throw new HashingOverloadedException("busy");
        }
        return StoredHash.of("$sha256$v=" + version + "$" + digest(key));
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        if (!stored.reveal().endsWith("$" + digest(key))) {
            return HashCheck.MISMATCH;
        }
        return stored.reveal().contains("$v=" + version + "$") ? HashCheck.MATCH : HashCheck.MATCH_OUTDATED;
    }

    private static String digest(PlainKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
