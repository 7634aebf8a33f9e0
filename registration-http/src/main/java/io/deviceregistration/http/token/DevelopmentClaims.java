package io.deviceregistration.http.token;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/** What a development token must claim: our issuer and audience, a subject, a tenant, and a time that isn't over. */
final class DevelopmentClaims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Clock clock;

    DevelopmentClaims(Clock clock) {
        super(
                DevelopmentTokens.AUDIENCE,
                new JWTClaimsSet.Builder().issuer(DevelopmentTokens.ISSUER).build(),
                Set.of("sub", "tid", "iat", "exp"));
        this.clock = clock;
        // Issuer and checker share a clock.
        setMaxClockSkew(0);
    }

    /** The library speaks {@link Date}; this is the only place where this project does. */
    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}
