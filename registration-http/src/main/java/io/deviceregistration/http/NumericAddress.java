package io.deviceregistration.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IP addresses that are written in numbers. Whatever the text, nothing is looked up: strangers send these. */
final class NumericAddress {

    /** Without leading zeros, which some take for octal numbers. */
    private static final String IPV4_PART = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static final String IPV4 = "((?:" + IPV4_PART + "\\.){3}" + IPV4_PART + ")";

    /** What may be one. */
    private static final String IPV6 = "([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)";

    private static final String PORT = "(?::\\d{1,5})?";

    private static final Pattern ADDRESS = Pattern.compile(IPV4 + "|\\[" + IPV6 + "]|" + IPV6);

    private static final Pattern PEER =
            Pattern.compile(IPV4 + PORT + "|\\[" + IPV6 + "(?:%[^\\]]*)?]" + PORT + "|" + IPV6 + "(?:%.*)?");

    private NumericAddress() {}

    /** An address and no more; an IPv6 one may be in brackets. */
    static Optional<InetAddress> of(String text) {
        return read(ADDRESS.matcher(text));
    }

    /**
     * The address of somebody on the network, perhaps with a port; and without the zone that a link-local one has on this
     * machine ({@code %eth0}), which means nothing elsewhere.
     */
    static Optional<InetAddress> ofPeer(String text) {
        return read(PEER.matcher(text));
    }

    private static Optional<InetAddress> read(Matcher matcher) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String ipv4 = matcher.group(1);
        String ipv6 = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        try {
            // In brackets it is IPv6 or refused; without them, what is neither would be taken for a name.
            return Optional.of(InetAddress.getByName(ipv4 == null ? "[" + ipv6 + "]" : ipv4));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
