package io.deviceregistration.http.token;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a provider's token must claim: the issuer, our audience, and a time that has begun and isn't over. */
final class OidcClaims extends ClaimsInTime {

    /** How far the issuer's clock and ours may be apart. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** Claims of ID tokens and of security events, which are signed with the same keys and are no permission to call us. */
    private static final List<String> OF_OTHER_TOKENS = List.of("at_hash", "c_hash", "events");

    /** What Keycloak says of such tokens in their claim {@code typ}; that of an access token is {@code Bearer}. */
    private static final Set<Object> TYPES_OF_OTHER_TOKENS = Set.of("ID", "Refresh", "Offline", "Logout");

    private final String issuer;
    private final String audience;
    private final Clock clock;

    OidcClaims(OidcSettings settings, Clock clock) {
        super(settings.audience(), settings.issuer().toString(), Set.of("exp"), clock, SKEW);
        this.issuer = settings.issuer().toString();
        this.audience = settings.audience();
        this.clock = clock;
    }

    /** Worth asking before a key is looked for: another issuer's token needs none of ours. */
    void checkIssuer(JWTClaimsSet claims) throws RefusedTokenException {
        require(issuer.equals(claims.getIssuer()), "the token is from another issuer");
    }

    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
        require(claims.getAudience().contains(audience), "the token is for another audience");
        // The library takes an expiry of null for one that is there, and for no expiry.
        require(expiresAt(claims) != null, "the token has no expiry");
        Instant latest = clock.instant().plus(SKEW);
        Instant notBefore = notBefore(claims);
        Instant issuedAt = issuedAt(claims);
        require(notBefore == null || notBefore.isBefore(latest), "the token is not valid yet");
        require(issuedAt == null || issuedAt.isBefore(latest), "the token was issued in the future");
        require(!isOther(claims), "the token is no access token");
        super.verify(claims, context);
    }

    private static boolean isOther(JWTClaimsSet claims) {
        Object type = claims.getClaim("typ");
        return OF_OTHER_TOKENS.stream().anyMatch(claims.getClaims()::containsKey)
                || type != null && TYPES_OF_OTHER_TOKENS.contains(type);
    }

    private static void require(boolean met, String reason) throws RefusedTokenException {
        if (!met) {
            throw new RefusedTokenException(reason);
        }
    }
}
