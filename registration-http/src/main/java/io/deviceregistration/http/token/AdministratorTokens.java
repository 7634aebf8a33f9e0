package io.deviceregistration.http.token;

/**
 * Tells whom a bearer token stands for. An adapter verifies signature, issuer, audience and times with a library made for
 * JWTs, and trusts no claim before. Safe for use by any number of threads.
 */
public interface AdministratorTokens {

    /**
     * Checks a token.
     *
     * @param token what followed {@code Bearer} in the request; may be anything at all
     * @throws IdentityProviderUnavailableException if that can't be told just now, for want of the issuer's keys
     */
    TokenCheck check(String token);
}
