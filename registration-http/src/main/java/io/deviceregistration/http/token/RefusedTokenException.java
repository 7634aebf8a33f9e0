package io.deviceregistration.http.token;

import com.nimbusds.jwt.proc.BadJWTException;

/** A token breaks one of our rules. The reason is for whoever presented it, and repeats nothing of the token. */
final class RefusedTokenException extends BadJWTException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    RefusedTokenException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
