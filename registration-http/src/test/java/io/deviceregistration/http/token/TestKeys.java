package io.deviceregistration.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** Keys to sign with; made once, since that takes time. */
final class TestKeys {

    static final RSAKey FIRST = rsa("first", 2048);
    static final RSAKey SECOND = rsa("second", 2048);
    static final RSAKey SHORT = rsa("short", 1024);

    private TestKeys() {}

    static ECKey ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The same key under another id. */
    static RSAKey named(RSAKey key, String id) {
        return new RSAKey.Builder(key).keyID(id).build();
    }

    static JWK[] none() {
        return new JWK[0];
    }

    private static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
