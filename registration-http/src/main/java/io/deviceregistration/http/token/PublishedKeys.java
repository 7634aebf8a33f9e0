package io.deviceregistration.http.token;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a JWK set that can check signatures, and of each its public part only. What isn't understood is left out
 * rather than the whole set (RFC 7517, section 5); so are shared secrets, which nobody should publish.
 */
final class PublishedKeys {

    private PublishedKeys() {}

    /** Those in this document; an empty set if it is none. */
    static JWKSet in(Map<String, Object> document) {
        try {
            Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(document, "keys");
            return keys == null
                    ? new JWKSet()
                    : new JWKSet(Arrays.stream(keys)
                            .flatMap(members -> key(members).stream())
                            .toList());
        } catch (ParseException e) {
            return new JWKSet();
        }
    }

    private static Optional<JWK> key(Map<String, Object> members) {
        try {
            JWK key = JWK.parse(members);
            return key instanceof AsymmetricJWK && !KeyUse.ENCRYPTION.equals(key.getKeyUse())
                    ? Optional.of(key.toPublicJWK())
                    : Optional.empty();
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
