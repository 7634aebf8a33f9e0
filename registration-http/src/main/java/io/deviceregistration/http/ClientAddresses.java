package io.deviceregistration.http;

import io.deviceregistration.core.tenant.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;

/** Tells the address of a request's client: of whoever opened the connection, or whom a trusted proxy speaks for. */
final class ClientAddresses {

    /** An IPv4 or IPv6 address, perhaps in brackets, perhaps with a port; never a name, which would be looked up. */
    private static final Pattern ADDRESS = Pattern.compile(
            "\\[?((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)]?(?::\\d+)?");

    private static final Pattern BLOCK = Pattern.compile("([^/]*)(?:/(\\d{1,3}))?");

    private final InetAddressSet proxies;
    private final ProxyHeader header;

    ClientAddresses(HttpSettings settings) {
        this.proxies = parse(settings.trustedProxies());
        this.header = settings.proxyHeader();
    }

    /** @throws IllegalArgumentException if a text is neither an address nor a block of addresses */
    static InetAddressSet parse(List<String> texts) {
        InetAddressSet addresses = new InetAddressSet();
        for (String text : texts) {
            Matcher block = BLOCK.matcher(text);
            if (!block.matches() || literal(block.group(1)).isEmpty()) {
                throw new IllegalArgumentException(
                        "a proxy is an address or a block of addresses, such as 10.0.0.7 or 10.0.0.0/8");
            }
            addresses.add(text);
        }
        return addresses;
    }

    /**
     * The client's address. The header is read from its end, where the nearest proxy wrote, and only for as long as
     * trusted proxies wrote it: what stands further ahead, anybody could have sent.
     */
    InetAddress of(HttpServletRequest request) {
        InetAddress address = literal(request.getRemoteAddr()).orElseGet(InetAddress::getLoopbackAddress);
        if (proxies.isEmpty() || !proxies.test(address)) {
            return address;
        }
        List<String> hops = header.addresses(Collections.list(request.getHeaders(header.header())));
        for (int hop = hops.size() - 1; hop >= 0 && proxies.test(address); hop--) {
            Optional<InetAddress> before = literal(hops.get(hop));
            if (before.isEmpty()) {
                return address;
            }
            address = before.get();
        }
        return address;
    }

    /** The client's address as it is kept: without the network interface, which means nothing elsewhere. */
    ClientAddress textOf(HttpServletRequest request) {
        return new ClientAddress(of(request).getHostAddress().split("%", 2)[0]);
    }

    private static Optional<InetAddress> literal(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(matcher.group(1)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
