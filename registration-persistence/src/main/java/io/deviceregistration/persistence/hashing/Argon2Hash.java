package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.StoredHash;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored Argon2id hash taken apart: {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}, salt and hash in unpadded standard
 * base64. Every such hash has exactly one text.
 */
final class Argon2Hash {

    static final int SALT_BYTES = 16;

    /** Base64 takes 22 characters for 16 bytes and 43 for 32; the last one has bits to spare, which are 0. */
    private static final Pattern FORMAT =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([1-9]\\d{0,5}),t=([1-9]\\d?),p=([1-9]\\d?)"
                    + "\\$([A-Za-z0-9+/]{21}[AQgw])\\$([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048])");

    private final Argon2Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    Argon2Hash(Argon2Cost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /** @throws HashingException if {@link #toStored} would not have written this, or the cost is absurd */
    static Argon2Hash parse(StoredHash stored) {
        Matcher matcher = FORMAT.matcher(stored.reveal());
        if (!matcher.matches()) {
            throw damaged();
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new Argon2Hash(cost(matcher), base64.decode(matcher.group(4)), base64.decode(matcher.group(5)));
    }

    StoredHash toStored() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return StoredHash.of("$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p="
                + cost.parallelism() + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash));
    }

    Argon2Cost cost() {
        return cost;
    }

    byte[] salt() {
        return salt;
    }

    byte[] hash() {
        return hash;
    }

    private static Argon2Cost cost(Matcher matcher) {
        try {
            return new Argon2Cost(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (IllegalArgumentException e) {
            throw new HashingException("a stored argon2id hash has parameters that no configuration allows", e);
        }
    }

    private static HashingException damaged() {
        return new HashingException("a stored argon2id hash is damaged");
    }
}
