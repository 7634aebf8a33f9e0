package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.http.token.DevelopmentTokens;
import io.deviceregistration.http.token.TokenCheck;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token for the asking, and who may ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DevelopmentSignInTest {

    private static final String FOREIGN = "https://console.example.com";
    private static final String JSON = "Content-Type: application/json";
    private static final String BODY = "{\"tenant\": \"acme\"}";

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-24T12:00:00.789Z"));
    private final DevelopmentTokens tokens = new DevelopmentTokens(new byte[DevelopmentTokens.KEY_BYTES], clock);
    private RegistrationServer server;

    @BeforeAll
    void start() {
        InMemoryStores stores = new InMemoryStores();
        server = RegistrationServer.start(
                new RegistrationHttp(
                        DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher()),
                        tokens,
                        clock,
                        HttpSettings.builder().corsOrigins(List.of(FOREIGN)).build()),
                RegistrationPage.forDevelopment(tokens, clock),
                "127.0.0.1",
                0);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void gives_the_page_a_token_of_the_tenant() throws Exception {
        String answer =
                ask(BODY, JSON, "Host: 127.0.0.1:8080", "Origin: http://127.0.0.1:8080", "Sec-Fetch-Site: same-origin");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("Cache-Control: no-store", "\"expires_at\":\"2026-11-24T20:00:00Z\"")
                .doesNotContainIgnoringCase("Access-Control");
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(answer);
        assertThat(token.find()).isTrue();
        assertThat(tokens.check(token.group(1)))
                .isInstanceOfSatisfying(
                        TokenCheck.Accepted.class,
                        accepted ->
                                assertThat(accepted.administrator().tenant()).isEqualTo(new TenantId("acme")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LOCALHOST", "127.0.0.1", "127.8.9.1:80", "[::1]:8080"})
    void is_reached_by_any_name_of_this_machine(String host) throws Exception {
        assertThat(ask(BODY, JSON, "Host: " + host, "Origin: http://" + host)).startsWith("HTTP/1.1 200 ");
        assertThat(ask(BODY, JSON, "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "evil.example.com:8080",
                "127.0.0.1.evil.example.com",
                "localhost.evil.example.com",
                "localhost.",
                "192.168.0.7",
                "0.0.0.0:8080",
                "[::]:8080",
                "2130706433"
            })
    void refuses_whoever_has_a_name_of_theirs_lead_here(String host) throws Exception {
        assertRefused(ask(BODY, JSON, "Host: " + host));
        assertRefused(ask(BODY, JSON, "Host: " + host, "Origin: http://" + host, "Sec-Fetch-Site: same-origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=203.0.113.9",
                "Via: 1.1 edge",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: edge.example.com",
                "X-Forwarded-Proto: https",
                "X-Real-IP: 203.0.113.9"
            })
    void refuses_whoever_comes_through_a_proxy(String header) throws Exception {
        assertRefused(ask(BODY, JSON, "Host: localhost:8080", header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example.com",
                "Origin: " + FOREIGN,
                "Origin: null",
                "Origin: http://localhost:8081",
                "Origin: https://localhost:8080",
                "Origin: http://127.0.0.1:8080",
                "Origin: ",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: none"
            })
    void refuses_pages_of_other_origins(String header) throws Exception {
        assertRefused(ask(BODY, JSON, "Host: localhost:8080", header));
        assertRefused(ask(BODY, JSON, "Host: localhost:8080", "Origin: http://localhost:8080", header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: text/plain; application/json",
                "X-Nothing: x"
            })
    void refuses_what_a_page_may_send_anywhere_without_asking(String contentType) throws Exception {
        assertThat(ask(BODY, contentType, "Host: localhost"))
                .startsWith("HTTP/1.1 415 ")
                .contains("unsupported-media-type")
                .doesNotContain("\"token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tenant\": 7}", "{\"tenant\": \"not a tenant!\"}", "{\"tenant\": \"\"}"})
    void says_what_is_wrong_with_a_tenant(String body) throws Exception {
        assertThat(ask(body, JSON, "Host: localhost"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"pointer\":\"/tenant\"");
    }

    @Test
    void lets_no_other_origin_ask_whether_it_may() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(
                    "OPTIONS " + RegistrationPage.PATH
                            + "/development-token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: "
                            + FOREIGN
                            + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n\r\n");
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 405 ").doesNotContainIgnoringCase("Access-Control");
        }
    }

    private static void assertRefused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 403 ")
                .contains("\"code\":\"foreign-origin\"", "application/problem+json")
                .doesNotContain("\"token\"")
                .doesNotContainIgnoringCase("Access-Control");
    }

    private String ask(String body, String... headers) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST " + RegistrationPage.PATH + "/development-token HTTP/1.1\r\n"
                    + String.join("\r\n", headers) + "\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body);
            return connection.readToEnd();
        }
    }
}
