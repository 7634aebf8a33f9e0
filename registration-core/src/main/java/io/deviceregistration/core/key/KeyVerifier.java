package io.deviceregistration.core.key;

import io.deviceregistration.core.fault.DeviceRegistrationException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks keys against stored hashes, and renews a hash that was made under outdated settings. Thread-safe. */
public final class KeyVerifier {

    private final SecretHasher hasher;

    public KeyVerifier(SecretHasher hasher) {
        this.hasher = hasher;
    }

    /** The first of these hashes that is the key's, if any is; computes no more than it takes to find it. */
    public Optional<StoredHash> firstMatch(PlainKey key, List<StoredHash> stored) {
        return stored.stream()
                .filter(hash -> hasher.check(key, hash) != HashCheck.MISMATCH)
                .findFirst();
    }

    /**
     * Whether the stored hash is the key's.
     *
     * @param renew given a new hash to store in the old one's place if the old one is outdated; when storing fails, the
     *     old hash stays and the next check tries again
     */
    public boolean verify(PlainKey key, StoredHash stored, Consumer<StoredHash> renew) {
        HashCheck check = hasher.check(key, stored);
        if (check == HashCheck.MATCH_OUTDATED) {
            try {
                renew.accept(hasher.hash(key));
            } catch (DeviceRegistrationException renewalCanWait) {
                return true;
            }
        }
        return check != HashCheck.MISMATCH;
    }
}
