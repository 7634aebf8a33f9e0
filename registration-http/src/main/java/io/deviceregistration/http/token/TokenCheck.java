package io.deviceregistration.http.token;

import io.deviceregistration.core.tenant.Administrator;

/** What came of checking a bearer token. */
public sealed interface TokenCheck {

    /** The token is genuine, and its holder administers a tenant. */
    record Accepted(Administrator administrator) implements TokenCheck {}

    /** The token is genuine, but its holder is not an administrator. */
    record NotAnAdministrator() implements TokenCheck {}

    /**
     * The token is not one to rely on.
     *
     * @param reason what is wrong, for whoever presented it: never the token or a part of it
     */
    record Invalid(String reason) implements TokenCheck {}
}
