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

    /**
     * Which hash is a key's.
     *
     * @param outdated whether it was made under settings that are no longer the current ones
     */
    public record Match(StoredHash hash, boolean outdated) {}

    /** The first of these hashes that is the key's, if any is; computes no more than it takes to find it. */
    public Optional<Match> firstMatch(PlainKey key, List<StoredHash> stored) {
        for (StoredHash hash : stored) {
            HashCheck check = hasher.check(key, hash);
            if (check != HashCheck.MISMATCH) {
                return Optional.of(new Match(hash, check == HashCheck.MATCH_OUTDATED));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the stored hash is the key's.
     *
     * @param renew given a new hash to store in the old one's place if the old one is outdated; when storing fails, the
     *     old hash stays and the next check tries again
     */
    public boolean verify(PlainKey key, StoredHash stored, Consumer<StoredHash> renew) {
        Optional<Match> match = firstMatch(key, List.of(stored));
        match.ifPresent(found -> renewIfOutdated(key, found, renew));
        return match.isPresent();
    }

    /** Has a new hash stored in the place of one that is outdated; when that fails, the old hash stays. */
    public void renewIfOutdated(PlainKey key, Match match, Consumer<StoredHash> renew) {
        if (match.outdated()) {
            try {
                renew.accept(hasher.hash(key));
            } catch (DeviceRegistrationException theNextCheckTriesAgain) {
                // The key is genuine, whatever its hash looks like.
            }
        }
    }
}
