package io.deviceregistration.http.token;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How an identity provider may sign its tokens (RFC 7518): with a private key, so that whoever can check a token can't
 * make one. What works with a shared secret, and {@code none}, has no name here and so can't be asked for.
 */
public enum SignatureAlgorithm {
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512;

    /**
     * The algorithm of this name, in any case.
     *
     * @throws IllegalArgumentException naming all of them, if it is none of them
     */
    public static SignatureAlgorithm of(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a signature algorithm is one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    JWSAlgorithm jose() {
        return JWSAlgorithm.parse(name());
    }
}
