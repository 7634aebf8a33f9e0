package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Hashes under the preferred scheme; checks by the scheme that a hash names. */
final class SchemeSecretHasher implements SecretHasher {

    /** The PHC string format's rule. */
    private static final Pattern SCHEME_ID = Pattern.compile("[a-z0-9-]{1,32}");

    private static final List<HashScheme> KNOWN = List.of(HashScheme.values());

    private final HashScheme preferred;
    private final Map<HashScheme, SecretHasher> hashers;

    /** @param hashers one for the preferred scheme, and one for each other scheme whose hashes are accepted */
    SchemeSecretHasher(HashScheme preferred, Map<HashScheme, SecretHasher> hashers) {
        this.preferred = preferred;
        this.hashers = new EnumMap<>(hashers);
    }

    @Override
    public StoredHash hash(PlainKey key) {
        return hasher(preferred).hash(key);
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        HashScheme scheme = schemeOf(stored);
        HashCheck check = hasher(scheme).check(key, stored);
        return check == HashCheck.MATCH && scheme != preferred ? HashCheck.MATCH_OUTDATED : check;
    }

    private SecretHasher hasher(HashScheme scheme) {
        SecretHasher hasher = hashers.get(scheme);
        if (hasher == null) {
            throw new HashingException("a stored hash is of the scheme " + scheme.id()
                    + ", which is not configured: configure the pepper file that it was made with");
        }
        return hasher;
    }

    private static HashScheme schemeOf(StoredHash stored) {
        for (HashScheme scheme : KNOWN) {
            if (stored.isOf(scheme.id())) {
                return scheme;
            }
        }
        throw new HashingException("a stored hash is of a scheme that is not known here: " + name(stored));
    }

    /** Where a hash is damaged, what stands in its scheme's place may be the hash itself. */
    private static String name(StoredHash stored) {
        return SCHEME_ID.matcher(stored.scheme()).matches() ? stored.scheme() : "its name is damaged";
    }
}
