package io.deviceregistration.http;

import java.time.Instant;

/** The answer that carries a token of development mode. */
record DevelopmentTokenResponse(String token, Instant expiresAt) {

    /** Without the token. */
    @Override
    public String toString() {
        return "DevelopmentTokenResponse[expiresAt=" + expiresAt + "]";
    }
}
