package io.deviceregistration.embedding;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Another team's hasher: HMAC-SHA-512 under a secret that is kept outside the store. */
final class HmacSha512SecretHasher implements SecretHasher {

    private static final String ALGORITHM = "HmacSHA512";
    private static final String PREFIX = "$hmac-sha512$";
    private static final Pattern FORMAT = Pattern.compile(Pattern.quote(PREFIX) + "[A-Za-z0-9+/]{85}[AQgw]");

    private final SecretKeySpec secret;

    HmacSha512SecretHasher(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    @Override
    public StoredHash hash(PlainKey key) {
        return StoredHash.of(PREFIX + Base64.getEncoder().withoutPadding().encodeToString(mac(key)));
    }

    @Override
    public HashCheck check(PlainKey key, StoredHash stored) {
        String text = stored.reveal();
        if (!FORMAT.matcher(text).matches()) {
            throw new HashingException("a stored hash is damaged or not of the scheme hmac-sha512");
        }
        byte[] expected = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        return MessageDigest.isEqual(expected, mac(key)) ? HashCheck.MATCH : HashCheck.MISMATCH;
    }

    private byte[] mac(PlainKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(key.bytes());
        } catch (GeneralSecurityException e) {
            throw new HashingException("this Java runtime can't compute HMAC-SHA-512", e);
        }
    }
}
