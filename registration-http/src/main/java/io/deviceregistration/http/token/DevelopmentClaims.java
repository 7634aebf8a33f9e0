package io.deviceregistration.http.token;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** What a development token must claim: our issuer and audience, a subject, a tenant, and a time that isn't over. */
final class DevelopmentClaims extends ClaimsInTime {

    DevelopmentClaims(Clock clock) {
        // Issuer and checker share a clock.
        super(
                DevelopmentTokens.AUDIENCE,
                DevelopmentTokens.ISSUER,
                Set.of("sub", "tid", "iat", "exp"),
                clock,
                Duration.ZERO);
    }
}
