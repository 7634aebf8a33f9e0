package io.deviceregistration.http.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Clock;

/**
 * Tokens of an OpenID Connect provider, such as Entra ID, Keycloak or Auth0: JWTs that it signs and that say who
 * administers which tenant (RFC 7519, RFC 9068; checked as RFC 8725 asks for). Safe for use by any number of threads.
 *
 * <p>A token is accepted if one of the issuer's published keys signed it with an accepted algorithm, its {@code iss} and
 * {@code aud} are the configured ones, its {@code exp} is not over and its {@code nbf} and {@code iat} are not in the
 * future (give or take 60 seconds), and it names a subject, a tenant and the administrators' role. Tokens can't be
 * revoked: one is good until it expires.
 *
 * <p>The keys are fetched in the background and kept: a token costs no call to the issuer, and waits for none. Keys that it
 * adds are found when the first token names them, at most twice in 15 seconds; only such a token waits. Keys that it
 * withdraws are refused after 5 minutes. While the issuer can't be reached, the last known keys serve for 2 hours. Nothing
 * of a token is logged.
 */
public final class OidcTokens implements AdministratorTokens, AutoCloseable {

    /** More than any header that a server takes. */
    private static final int MAX_LENGTH = 16 * 1024;

    private final OidcSettings settings;
    private final IssuerKeys keys;
    private final OidcClaims claimsRule;
    private final TokenHolder holder;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    OidcTokens(OidcSettings settings, IssuerKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.claimsRule = new OidcClaims(settings, clock);
        this.holder = new TokenHolder(settings);
        processor.setJWSTypeVerifier((type, context) -> {
            // The whole header has been checked by then.
        });
        processor.setJWSKeySelector(new SigningKeySelector(settings.algorithms(), keys));
        processor.setJWTClaimsSetVerifier(claimsRule);
    }

    /**
     * Tokens of the issuer in the settings. Returns at once, whether the issuer can be reached or not: its keys are fetched
     * in the background, and if that failed again every minute and when tokens come.
     */
    public static OidcTokens open(OidcSettings settings, Clock clock) {
        IssuerKeys keys = new IssuerKeys(new IssuerKeySets(settings, new JsonDocuments(JsonDocuments.DEADLINE)), clock);
        keys.keepFresh();
        return new OidcTokens(settings, keys, clock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IdentityProviderUnavailableException if the issuer's keys aren't known and can't be had now
     */
    @Override
    public TokenCheck check(String token) {
        try {
            return holder.of(genuine(token));
        } catch (RefusedTokenException e) {
            return new TokenCheck.Invalid(e.reason());
        } catch (ExpiredJWTException e) {
            return new TokenCheck.Invalid("the token has expired");
        } catch (BadJWSException e) {
            return new TokenCheck.Invalid("the token's signature is wrong");
        } catch (BadJWTException e) {
            return new TokenCheck.Invalid("the token's claims are not accepted here");
        } catch (BadJOSEException | JOSEException e) {
            return new TokenCheck.Invalid("the token is signed with a key that the issuer doesn't publish for that");
        } catch (ParseException e) {
            return new TokenCheck.Invalid("the token is malformed");
        }
    }

    private JWTClaimsSet genuine(String token) throws ParseException, BadJOSEException, JOSEException {
        if (token.length() > MAX_LENGTH) {
            throw new RefusedTokenException("the token is too long");
        }
        if (!(CompactToken.parse(token) instanceof SignedJWT signed)) {
            throw new RefusedTokenException("the token is not signed, or is encrypted");
        }
        TokenHeader.check(signed.getHeader(), settings.algorithms());
        claimsRule.checkIssuer(signed.getJWTClaimsSet());
        return processor.process(signed, null);
    }

    /**
     * Whether the issuer's keys have been had at some time. From then on this is true: what an outage of the issuer comes to is
     * said above.
     */
    public boolean haveKeysBeenKnown() {
        return keys.haveBeenKnown();
    }

    /** Ends what goes on in the background. No token may be checked afterwards. */
    @Override
    public void close() {
        keys.close();
    }

    @Override
    public String toString() {
        return "OidcTokens[" + settings + "]";
    }
}
