package io.deviceregistration.http;

import io.deviceregistration.http.token.OidcSettings;
import org.jspecify.annotations.Nullable;

/** What the page must know to sign people in; nothing of it is secret. */
record PageConfiguration(
        boolean development,
        @Nullable String issuer,
        @Nullable String clientId,
        @Nullable String scope,
        @Nullable String audience) {

    static PageConfiguration of(OidcSettings issuer, @Nullable PageClient client) {
        return new PageConfiguration(
                false,
                issuer.issuer().toString(),
                client == null ? null : client.id(),
                client == null ? null : client.scope(),
                issuer.audience());
    }

    static PageConfiguration ofDevelopment() {
        return new PageConfiguration(true, null, null, null, null);
    }
}
