package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAddressesTest {

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
                "'' | 10.0.0.1"
            })
    void is_the_nearest_that_no_trusted_proxy_wrote_for_itself(String forwardedFor, String client) {
        assertThat(client(PROXIES, ProxyHeader.X_FORWARDED_FOR, "10.0.0.1", Map.of("X-Forwarded-For", forwardedFor)))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.1;proto=https;by=10.0.0.1 | 192.0.2.1",
                "proto=https; For=\"192.0.2.1:80\" | 192.0.2.1",
                "for=203.0.113.9, for=\"[2001:db9::1]:4711\", for=10.1.1.1 | 2001:db9:0:0:0:0:0:1",
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
    @ValueSource(strings = {"10.0.0.0/33", "2001:db8::/129"})
    void refuses_a_block_that_is_longer_than_an_address(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpSettings.builder().trustedProxies(List.of(text)));
    }

    private static String client(
            List<String> proxies, ProxyHeader header, String connection, Map<String, String> headers) {
        HttpSettings settings = HttpSettings.builder()
                .trustedProxies(proxies)
                .proxyHeader(header)
                .build();
        return new ClientAddresses(settings).of(request(connection, headers)).getHostAddress();
    }

    /** A request of which no more is asked than this. */
    private static HttpServletRequest request(String connection, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ClientAddressesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> connection;
                    case "getHeaders" ->
                        Collections.enumeration(
                                headers.containsKey((String) arguments[0])
                                        ? List.of(headers.get((String) arguments[0]))
                                        : List.of());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
