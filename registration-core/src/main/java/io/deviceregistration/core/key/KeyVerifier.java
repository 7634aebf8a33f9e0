package io.deviceregistration.core.key;

import io.deviceregistration.core.fault.DeviceRegistrationException;
import java.util.function.Consumer;

/** Checks keys against stored hashes, and renews a hash that was made under outdated settings. Thread-safe. */
public final class KeyVerifier {

    private final SecretHasher hasher;

    public KeyVerifier(SecretHasher hasher) {
        this.hasher = hasher;
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
