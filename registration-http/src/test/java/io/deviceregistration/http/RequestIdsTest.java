package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.TokenCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer carries its request's id. */
@Timeout(60)
final class RequestIdsTest {

    private static final Pattern ID = Pattern.compile("\r\nX-Request-Id: ([^\r\n]*)\r\n");
    private static final String OURS = "[0-9a-f]{16}-[0-9]+";

    private final InMemoryStores stores = new InMemoryStores();
    private final RegistrationServer server = RegistrationServer.start(
            new RegistrationHttp(
                    DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher()),
                    token -> new TokenCheck.Invalid("nobody"),
                    Clock.systemUTC()),
            "127.0.0.1",
            0);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "550e8400-e29b-41d4-a716-446655440000", "Root=1-67891233-abc:x/y+z@h,k~._"})
    void an_id_that_was_sent_comes_back(String id) throws IOException {
        assertThat(idFor("X-Request-Id: " + id + "\r\n")).isEqualTo(id);
    }

    @Test
    void one_of_the_greatest_length_comes_back_and_a_longer_one_does_not() throws IOException {
        String longest = "x".repeat(RequestIds.MAX_LENGTH);
        assertThat(idFor("X-Request-Id: " + longest + "\r\n")).isEqualTo(longest);
        assertThat(idFor("X-Request-Id: " + longest + "x\r\n")).matches(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a\tb", "\"", "<script>", "a;b", "ä", "${jndi:x}", "a%0d%0aX-Evil:1", "a\\nb", "a\rb"
            })
    void what_could_mean_something_elsewhere_is_replaced(String id) throws IOException {
        assertThat(idFor("X-Request-Id: " + id + "\r\n")).matches(OURS);
    }

    @Test
    void requests_that_send_none_get_different_ones() throws IOException {
        assertThat(idFor("")).matches(OURS).isNotEqualTo(idFor(""));
    }

    @Test
    void refusals_of_the_server_itself_carry_one() throws IOException {
        assertThat(idIn(answer("GET / HTTP/9.9\r\n\r\n"))).matches(OURS);
        String refused = answer("GET /api/v1/devices/verify/.;x HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\n\r\n");
        assertThat(refused).startsWith("HTTP/1.1 400 ");
        assertThat(idIn(refused)).isEqualTo("mine");
    }

    private String idFor(String header) throws IOException {
        return idIn(answer("GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n"));
    }

    private String answer(String request) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(request);
            return connection.readToEnd();
        }
    }

    /** The one there is. */
    private static String idIn(String answer) {
        Matcher matcher = ID.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        String id = matcher.group(1);
        assertThat(matcher.find()).as(answer).isFalse();
        return id;
    }
}
