package io.deviceregistration.app.appliance;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the service is: https, or http that never leaves this machine. Keys in the clear are anybody's who is on their way.
 *
 * @param base without a slash at its end
 */
record ServerAddress(String base) {

    /** By name, not by look-up: what a name means may change. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /**
     * @param insecureHttp whether http may leave this machine
     * @throws IllegalArgumentException saying what is wrong, without the address: it may have a password in it
     */
    static ServerAddress of(String text, boolean insecureHttp) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (host == null || !scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("must be an https URL, such as https://registration.example.com");
        }
        if (scheme.equals("http") && !insecureHttp && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException("must be an https URL, or an http one whose host is localhost, 127.0.0.1"
                    + " or [::1]; --insecure-http lets keys travel in the clear");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("must have no user or password, no query and no fragment");
        }
        return new ServerAddress(address.toString().replaceAll("/+$", ""));
    }

    URI register() {
        return URI.create(base + "/api/v1/devices/register");
    }

    URI self() {
        return URI.create(base + "/api/v1/devices/self");
    }
}
