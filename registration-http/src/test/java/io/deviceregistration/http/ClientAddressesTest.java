package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.tenant.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAddressesTest {

    private static final String LOOKED_UP = "999.0.0.1";
    private static final List<String> PROXIES = List.of("10.0.0.0/8", "2001:db8::/32", "127.0.0.1");

    @Test
    void is_whoever_opened_the_connection_where_no_proxy_is_trusted() {
        assertThat(client(List.of(), ProxyHeader.X_FORWARDED_FOR, "10.0.0.1", Map.of("X-Forwarded-For", "192.0.2.1")))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void is_whoever_opened_the_connection_if_that_is_no_trusted_proxy() {
        assertThat(client(PROXIES, ProxyHeader.X_FORWARDED_FOR, "198.51.100.7", Map.of("X-Forwarded-For", "192.0.2.1")))
                .isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 192.0.2.1",
                "203.0.113.9, 192.0.2.1 | 192.0.2.1",
                "203.0.113.9, 192.0.2.1, 10.1.2.3 | 192.0.2.1",
                "192.0.2.1:4711 | 192.0.2.1",
                "[2001:db9::1]:4711 | 2001:db9:0:0:0:0:0:1",
                "10.9.9.9 | 10.9.9.9",
                "unknown | 10.0.0.1",
                "192.0.2.1, unknown | 10.0.0.1",
                "example.com | 10.0.0.1",
                "abc.de | 10.0.0.1",
                "999.0.0.1 | 10.0.0.1",
                "099.0.0.1 | 10.0.0.1",
                ".:1: | 10.0.0.1",
                "fe80::1%eth0 | fe80:0:0:0:0:0:0:1",
                "'' | 10.0.0.1"
            })
    void is_the_nearest_that_no_trusted_proxy_wrote_for_itself(String forwardedFor, String client) {
        assertThat(client(PROXIES, ProxyHeader.X_FORWARDED_FOR, "10.0.0.1", Map.of("X-Forwarded-For", forwardedFor)))
                .isEqualTo(client);
    }

    @Test
    void is_read_by_rfc_7239_line_by_line() {
        HttpServletRequest request = request("10.0.0.1", header -> List.of("for=\"6.6.6.6", "host=a;for=192.0.2.1"));
        assertThat(addresses(PROXIES, ProxyHeader.FORWARDED).textOf(request)).contains(new ClientAddress("192.0.2.1"));
    }

    @Test
    void is_read_by_rfc_7239_however_long_it_is() {
        String header = "x=\"" + "\\\"".repeat(100_000) + "\";for=192.0.2.1";
        assertThat(client(PROXIES, ProxyHeader.FORWARDED, "10.0.0.1", Map.of("Forwarded", header)))
                .isEqualTo("192.0.2.1");
    }

    /** The names are in this module's own {@code test-hosts}, so that a look-up would find them. */
    @ParameterizedTest
    @ValueSource(strings = {"999.0.0.1", "example.com", "abc.de", "1.2.3"})
    void is_never_looked_up(String name) throws Exception {
        assertThat(InetAddress.getByName(LOOKED_UP).getHostAddress())
                .as("what a look-up of the tests' own names gives")
                .isEqualTo("198.51.100.66");
        assertThat(client(PROXIES, ProxyHeader.X_FORWARDED_FOR, "10.0.0.1", Map.of("X-Forwarded-For", name)))
                .isEqualTo("10.0.0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder().trustedProxies(List.of(name)))
                .withMessageContaining("such as 10.0.0.7 or 10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe80::1%eth0", "[fe80::1%eth0.100]", "fe80:0:0:0:0:0:0:1%4"})
    void is_that_of_a_neighbour_without_its_network_interface(String connection) {
        Map<String, String> forged = Map.of("X-Forwarded-For", "192.0.2.1");
        assertThat(client(List.of("127.0.0.1", "::1"), ProxyHeader.X_FORWARDED_FOR, connection, forged))
                .isEqualTo("fe80:0:0:0:0:0:0:1");
        assertThat(client(List.of("fe80::/10"), ProxyHeader.X_FORWARDED_FOR, connection, forged))
                .isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/run/registration.sock", "localhost"})
    void is_unknown_where_the_connection_has_none_and_nobody_is_trusted_then(String connection) {
        ClientAddresses addresses = addresses(List.of("0.0.0.0/0", "::/0"), ProxyHeader.X_FORWARDED_FOR);
        assertThat(addresses.textOf(request(connection, Map.of("X-Forwarded-For", "192.0.2.1"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.1;proto=https;by=10.0.0.1 | 192.0.2.1",
                "proto=https; For=\"192.0.2.1:80\" | 192.0.2.1",
                "for=203.0.113.9, for=\"[2001:db9::1]:4711\", for=10.1.1.1 | 2001:db9:0:0:0:0:0:1",
                "host=\"a;for=6.6.6.6\";for=192.0.2.1 | 192.0.2.1",
                "host=\"a, for=6.6.6.6\";for=192.0.2.1 | 192.0.2.1",
                "for=192.0.2.1;host=\"a;for=6.6.6.6\" | 192.0.2.1",
                "for=192.0.2.1;host=\"a\\\";for=6.6.6.6;x=\\\"\" | 192.0.2.1",
                "for=192.0.2.1;host=\"a\\\\\" | 192.0.2.1",
                "for=\"6.6.6.6, for=192.0.2.1 | 192.0.2.1",
                "for=\"6.6.6.6, for=\"[2001:db9::1]:4711\" | 2001:db9:0:0:0:0:0:1",
                "for=6.6.6.6;x=\"\\, for=\"192.0.2.1\" | 192.0.2.1",
                "for=192.0.2.1; | 192.0.2.1",
                "for = 192.0.2.1 ; proto = https | 192.0.2.1",
                "for=6.6.6.6;for=192.0.2.1 | 10.0.0.1",
                "for=192.0.2.1;FOR=192.0.2.1 | 10.0.0.1",
                "for=\"192.0.2.1 | 10.0.0.1",
                "for=\" | 10.0.0.1",
                "xfor=6.6.6.6;for=192.0.2.1 | 192.0.2.1",
                "for=6.6.6.6, proto=https | 10.0.0.1",
                "for=_hidden | 10.0.0.1",
                "proto=https | 10.0.0.1"
            })
    void is_read_by_rfc_7239_where_that_is_set(String forwarded, String client) {
        assertThat(client(
                        PROXIES,
                        ProxyHeader.FORWARDED,
                        "10.0.0.1",
                        Map.of("Forwarded", forwarded, "X-Forwarded-For", "198.51.100.66")))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/", "10.0.0", "", "10.0.0.0/8/9", "::1%lo"})
    void refuses_a_proxy_that_is_no_address(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder().trustedProxies(List.of(text)))
                .withMessageContaining("such as 10.0.0.7 or 10.0.0.0/8");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33, 32 bits", "2001:db8::/129, 128 bits", "10.0.0.0/999, 32 bits"})
    void refuses_a_block_that_is_longer_than_an_address(String text, String saying) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder().trustedProxies(List.of(text)))
                .withMessageContaining(saying);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7/8, 10.0.0.0/8",
        "10.0.0.7/31, 10.0.0.6/31",
        "10.128.0.0/8, 10.0.0.0/8",
        "2001:db8::1/32, 2001:db8:0:0:0:0:0:0/32",
        "128.0.0.0/0, 0.0.0.0/0"
    })
    void names_the_block_where_bits_behind_it_are_set(String text, String block) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder().trustedProxies(List.of(text)))
                .withMessageContaining("the block is " + block);
    }

    @ParameterizedTest
    @CsvSource({
        "10.16.0.0/12, 10.31.255.255, true",
        "10.16.0.0/12, 10.32.0.0, false",
        "10.16.0.0/12, 10.15.255.255, false",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.6, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "[::1], ::1, true",
        "10.0.0.0/8, ::ffff:10.0.0.1, true"
    })
    void trusts_the_addresses_of_a_block(String block, String connection, boolean trusted) {
        String client =
                client(List.of(block), ProxyHeader.X_FORWARDED_FOR, connection, Map.of("X-Forwarded-For", "192.0.2.1"));
        assertThat(client.equals("192.0.2.1")).isEqualTo(trusted);
    }

    private static String client(
            List<String> proxies, ProxyHeader header, String connection, Map<String, String> headers) {
        return addresses(proxies, header)
                .textOf(request(connection, headers))
                .orElseThrow()
                .value();
    }

    private static ClientAddresses addresses(List<String> proxies, ProxyHeader header) {
        return new ClientAddresses(HttpSettings.builder()
                .trustedProxies(proxies)
                .proxyHeader(header)
                .build());
    }

    /** A request of which no more is asked than this. */
    private static HttpServletRequest request(String connection, Map<String, String> headers) {
        return request(connection, name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
    }

    private static HttpServletRequest request(String connection, Function<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ClientAddressesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> connection;
                    case "getHeaders" -> Collections.enumeration(headers.apply((String) arguments[0]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
