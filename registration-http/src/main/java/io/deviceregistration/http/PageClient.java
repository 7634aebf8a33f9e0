package io.deviceregistration.http;

import java.util.regex.Pattern;

/**
 * What the page is at the identity provider that it has people sign in at: a public client, which has no secret.
 *
 * @param id its {@code client_id} there
 * @param scope what it asks for, with spaces between; {@value #DEFAULT_SCOPE} will do where the provider knows by the
 *     audience which API the token is for
 */
public record PageClient(String id, String scope) {

    public static final String DEFAULT_SCOPE = "openid";

    /** RFC 6749, section 3.3. */
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*");

    /** @throws IllegalArgumentException if the id is blank, or the scope is none */
    public PageClient {
        if (id.isBlank()) {
            throw new IllegalArgumentException("the page's client id must not be blank");
        }
        if (!SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException(
                    "a scope is one or more words with single spaces between, such as openid");
        }
    }
}
