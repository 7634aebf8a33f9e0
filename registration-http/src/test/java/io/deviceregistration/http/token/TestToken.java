package io.deviceregistration.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A token in the making: a good one, until something in it is changed. */
final class TestToken {

    static final String AUDIENCE = "api://device-registration";

    private final Map<String, Object> header = new HashMap<>();
    private final Map<String, Object> claims = new HashMap<>();
    private boolean namesItsKey = true;

    /** As an issuer would make it now, for an administrator of the tenant "demo". */
    TestToken(String issuer, Instant now) {
        header.put("typ", "at+jwt");
        claims.put("iss", issuer);
        claims.put("aud", AUDIENCE);
        claims.put("sub", "alice");
        claims.put("tid", "demo");
        claims.put("roles", List.of("reader", "edge-admin"));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 3600);
    }

    /** With another value in the header, or none for null. */
    TestToken header(String name, Object value) {
        return change(header, name, value);
    }

    TestToken withoutKeyId() {
        namesItsKey = false;
        return this;
    }

    /** With another claim, or none for null. */
    TestToken claim(String name, Object value) {
        return change(claims, name, value);
    }

    /** With a claim that is there and null. */
    TestToken nullClaim(String name) {
        claims.put(name, null);
        return this;
    }

    /** Signed with this key, whose id the header then names unless it says otherwise. */
    String signedBy(JWK key, JWSAlgorithm algorithm) {
        if (namesItsKey) {
            header.putIfAbsent("kid", key.getKeyID());
        }
        header.put("alg", algorithm.getName());
        try {
            // The header that the signer sees says no more than the algorithm: it would refuse some that are under
            // test.
            String content = content();
            return content + "." + signer(key).sign(new JWSHeader(algorithm), content.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    String signedBy(RSAKey key) {
        return signedBy(key, JWSAlgorithm.RS256);
    }

    /** With {@code alg} of {@code none}, and this for a signature. */
    String unsigned(String signature) {
        header.put("alg", "none");
        return content() + "." + signature;
    }

    private String content() {
        return Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "."
                + Base64URL.encode(JSONObjectUtils.toJSONString(claims));
    }

    private TestToken change(Map<String, Object> part, String name, Object value) {
        if (value == null) {
            part.remove(name);
        } else {
            part.put(name, value);
        }
        return this;
    }

    private static JWSSigner signer(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
        }
        return key instanceof ECKey ec ? new ECDSASigner(ec) : new MACSigner((OctetSequenceKey) key);
    }
}
