package io.deviceregistration.http;

import io.deviceregistration.core.tenant.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Tells the address of a request's client: of whoever opened the connection, or whom a trusted proxy speaks for. */
final class ClientAddresses {

    private final List<AddressBlock> proxies;
    private final ProxyHeader header;

    ClientAddresses(HttpSettings settings) {
        this.proxies = parse(settings.trustedProxies());
        this.header = settings.proxyHeader();
    }

    /** @throws IllegalArgumentException if a text is neither an address nor a block of addresses */
    static List<AddressBlock> parse(List<String> texts) {
        return texts.stream().map(AddressBlock::of).toList();
    }

    /**
     * The client's address; nothing if whoever opened the connection has none that can be read, who is no trusted proxy
     * then. The header is read from its end, where the nearest proxy wrote, and only for as long as trusted proxies wrote
     * it: what stands further ahead, anybody could have sent.
     */
    Optional<InetAddress> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getRemoteAddr())
                .flatMap(NumericAddress::ofPeer)
                .map(peer -> isProxy(peer) ? spokenFor(peer, request) : peer);
    }

    /** The client's address as it is kept. */
    Optional<ClientAddress> textOf(HttpServletRequest request) {
        return of(request).map(address -> new ClientAddress(address.getHostAddress()));
    }

    private InetAddress spokenFor(InetAddress proxy, HttpServletRequest request) {
        List<String> hops = header.addresses(Collections.list(request.getHeaders(header.header())));
        InetAddress address = proxy;
        for (int hop = hops.size() - 1; hop >= 0 && isProxy(address); hop--) {
            Optional<InetAddress> before = NumericAddress.ofPeer(hops.get(hop));
            if (before.isEmpty()) {
                return address;
            }
            address = before.get();
        }
        return address;
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(block -> block.contains(address));
    }
}
