package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://registration.example.com",
                "HTTPS://10.0.0.1:8443",
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://[::1]:8080"
            })
    void takes_https_and_what_never_leaves_this_machine(String url) {
        assertThat(ServerAddress.of(url, false).self()).hasToString(url + "/api/v1/devices/self");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://registration.example.com",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "http://0.0.0.0"
            })
    void takes_http_to_others_only_where_that_is_wanted(String url) {
        assertThatThrownBy(() -> ServerAddress.of(url, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--insecure-http");
        assertThat(ServerAddress.of(url, true).register()).hasToString(url + "/api/v1/devices/register");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "registration.example.com",
                "ftp://registration.example.com",
                "https:///path",
                "https://a b",
                "https://user:secret@registration.example.com",
                "https://registration.example.com/?key=secret",
                "https://registration.example.com/#secret"
            })
    void refuses_everything_else_and_repeats_none_of_it(String url) {
        assertThatThrownBy(() -> ServerAddress.of(url, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void leads_below_a_path() {
        assertThat(ServerAddress.of("https://example.com/edge//", false).register())
                .hasToString("https://example.com/edge/api/v1/devices/register");
    }
}
