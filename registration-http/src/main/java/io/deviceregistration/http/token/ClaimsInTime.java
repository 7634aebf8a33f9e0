package io.deviceregistration.http.token;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks claims as the library does, by our clock. The library speaks {@link Date}; in this project only this class does. */
abstract class ClaimsInTime extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Clock clock;

    /** @param skew how far this clock and the issuer's may be apart */
    ClaimsInTime(String audience, String issuer, Set<String> required, Clock clock, Duration skew) {
        super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), required);
        this.clock = clock;
        setMaxClockSkew(Math.toIntExact(skew.toSeconds()));
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }

    /** From when on a token is valid, if it says so. */
    static @Nullable Instant notBefore(JWTClaimsSet claims) {
        return instant(claims.getNotBeforeTime());
    }

    static @Nullable Instant issuedAt(JWTClaimsSet claims) {
        return instant(claims.getIssueTime());
    }

    static @Nullable Instant expiresAt(JWTClaimsSet claims) {
        return instant(claims.getExpirationTime());
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
