package io.deviceregistration.http.token;

import java.net.URI;
import java.util.regex.Pattern;

/** Which addresses keys may come from: who could change what is on its way could sign any token. */
final class WebAddress {

    /** By name, not by look-up: what a name means may change. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private WebAddress() {}

    /**
     * An https URL, or an http one of this machine.
     *
     * @throws IllegalArgumentException saying what it is, if it is anything else or carries a password or a fragment
     */
    static URI required(String what, URI address) {
        boolean https = "https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
        if (!https && !isLoopback(address)) {
            throw new IllegalArgumentException(
                    what + " must be an https URL, or an http one whose host is localhost, 127.0.0.1 or [::1]");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(what + " must have no user or password and no fragment");
        }
        return address;
    }

    /** Plain http, which never leaves this machine. */
    static boolean isLoopback(URI address) {
        return "http".equalsIgnoreCase(address.getScheme())
                && address.getHost() != null
                && LOOPBACK.matcher(address.getHost()).matches();
    }
}
