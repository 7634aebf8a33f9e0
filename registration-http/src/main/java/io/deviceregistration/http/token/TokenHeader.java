package io.deviceregistration.http.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import java.util.Set;

/** What the header of a provider's token may say. It is looked at before any key is, and nothing in it is trusted. */
final class TokenHeader {

    /** Access tokens (RFC 9068, section 4), and what providers call theirs who don't follow it. */
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"));

    private TokenHeader() {}

    /** @throws RefusedTokenException if it says anything else */
    static void check(JWSHeader header, Set<SignatureAlgorithm> accepted) throws RefusedTokenException {
        if (accepted.stream().noneMatch(algorithm -> algorithm.jose().equals(header.getAlgorithm()))) {
            throw new RefusedTokenException("the token is signed with an algorithm that is not accepted here");
        }
        if (header.getType() != null && !TYPES.contains(header.getType())) {
            throw new RefusedTokenException("the token is of a type that is not accepted here");
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw new RefusedTokenException("the token demands extensions that are not known here");
        }
    }
}
