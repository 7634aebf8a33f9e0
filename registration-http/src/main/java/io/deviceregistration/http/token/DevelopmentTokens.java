package io.deviceregistration.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Development mode's own administrator tokens: JWTs signed with HMAC-SHA-256 under a key that only this installation has.
 * They stand in for an identity provider on a developer's machine and nowhere else: whoever can read the key is every
 * tenant's administrator. Safe for use by any number of threads.
 */
public final class DevelopmentTokens implements AdministratorTokens {

    /** The role that makes a token's holder an administrator. */
    public static final String ADMIN_ROLE = "edge-admin";

    /** How many random bytes the signing key has. */
    public static final int KEY_BYTES = 32;

    static final String ISSUER = "urn:device-registration:development";
    static final String AUDIENCE = "device-registration";

    private final byte[] key;
    private final Clock clock;
    private final ConfigurableJWTProcessor<SecurityContext> processor;

    /**
     * Tokens under a signing key.
     *
     * @param key {@value #KEY_BYTES} bytes from a cryptographically strong source; copied
     * @throws IllegalArgumentException if the key has another length
     */
    public DevelopmentTokens(byte[] key, Clock clock) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a development signing key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = key.clone();
        this.clock = clock;
        DefaultJWTProcessor<SecurityContext> configured = new DefaultJWTProcessor<>();
        configured.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        configured.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(this.key)));
        configured.setJWTClaimsSetVerifier(new DevelopmentClaims(clock));
        this.processor = configured;
    }

    /**
     * A token for a tenant.
     *
     * @param role what its holder may do; {@value #ADMIN_ROLE} makes an administrator
     * @param lifetime how long it is valid from now on, at least a second
     */
    public String issue(TenantId tenant, Subject subject, String role, Duration lifetime) {
        long now = clock.instant().getEpochSecond();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject.value())
                .claim("tid", tenant.value())
                .claim("roles", List.of(role))
                .claim("iat", now)
                .claim("exp", now + lifetime.toSeconds())
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA-256", e);
        }
        return token.serialize();
    }

    @Override
    public TokenCheck check(String token) {
        try {
            JWTClaimsSet claims = processor.process(CompactToken.parse(token), null);
            if (claims.getStringClaim("tid") == null || claims.getSubject() == null) {
                return new TokenCheck.Invalid("the token names no tenant or no subject");
            }
            Administrator administrator =
                    new Administrator(new TenantId(claims.getStringClaim("tid")), new Subject(claims.getSubject()));
            List<String> roles = claims.getStringListClaim("roles");
            return roles != null && roles.contains(ADMIN_ROLE)
                    ? new TokenCheck.Accepted(administrator)
                    : new TokenCheck.NotAnAdministrator();
        } catch (ExpiredJWTException e) {
            return new TokenCheck.Invalid("the token has expired");
        } catch (BadJWTException e) {
            return new TokenCheck.Invalid("the token's claims are not accepted here");
        } catch (BadJOSEException | JOSEException e) {
            return new TokenCheck.Invalid("the token's signature or type is not accepted here");
        } catch (ParseException | IllegalArgumentException e) {
            return new TokenCheck.Invalid("the token is malformed");
        }
    }

    /** Without the key, which must not reach a log. */
    @Override
    public String toString() {
        return "DevelopmentTokens[" + ISSUER + "]";
    }
}
