package io.deviceregistration.http.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the keys that may have signed a token: by its key id, if it has one, and only those made for its algorithm and for
 * signatures. A key that comes with the token, or an address of one, is never looked at.
 */
final class SigningKeySelector extends JWSVerificationKeySelector<SecurityContext> {

    /** RFC 7518, sections 3.3 and 3.5. */
    private static final int MIN_RSA_BITS = 2048;

    SigningKeySelector(Set<SignatureAlgorithm> accepted, JWKSource<SecurityContext> keys) {
        super(accepted.stream().map(SignatureAlgorithm::jose).collect(Collectors.toUnmodifiableSet()), keys);
    }

    @Override
    protected JWKMatcher createJWKMatcher(JWSHeader header) {
        JWKMatcher.Builder matcher = new JWKMatcher.Builder(JWKMatcher.forJWSHeader(header))
                .keyOperations(KeyOperation.VERIFY, KeyOperation.SIGN, null);
        return JWSAlgorithm.Family.RSA.contains(header.getAlgorithm())
                ? matcher.minKeySize(MIN_RSA_BITS).build()
                : matcher.curves(Curve.forJWSAlgorithm(header.getAlgorithm())).build();
    }
}
