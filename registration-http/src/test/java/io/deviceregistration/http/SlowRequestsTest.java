package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.provisioningkey.CreateProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.TokenCheck;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time. */
final class SlowRequestsTest {

    private static final Administrator ALICE = new Administrator(new TenantId("acme"), new Subject("alice"));

    /** More than the server has threads, where they are not virtual. */
    private static final int MANY = 300;

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final RequestTimeouts IMPATIENT_WITH_BODIES = new RequestTimeouts(LONG, SHORT);
    private static final RequestTimeouts IMPATIENT_WITH_HEADERS = new RequestTimeouts(SHORT, LONG);
    private static final RequestTimeouts PATIENT = new RequestTimeouts(LONG, LONG);

    private final InMemoryStores stores = new InMemoryStores();
    private final DeviceRegistration registration =
            DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher());
    private final RegistrationHttp http =
            new RegistrationHttp(registration, token -> new TokenCheck.Accepted(ALICE), Clock.systemUTC());
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int last = open.size() - 1; last >= 0; last--) {
            open.get(last).close();
        }
    }

    @Test
    void answers_408_and_closes_when_a_client_falls_silent_in_its_body() throws IOException {
        RawConnection client = connect(serve(IMPATIENT_WITH_BODIES));
        client.send(register(20) + "{");
        assertThat(client.readToEnd())
                .startsWith("HTTP/1.1 408 ")
                .contains("Connection: close", "application/problem+json", "request-timeout");
    }

    @Test
    void answers_408_and_closes_when_a_body_comes_byte_by_byte() throws IOException {
        RawConnection client = connect(serve(IMPATIENT_WITH_BODIES));
        client.send(register(RequestBody.MAX_BYTES));
        for (int sent = 0; sent < 1000 && !client.isAnsweredWithin(Duration.ofMillis(20)); sent++) {
            client.send(" ");
        }
        assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ").contains("Connection: close", "request-timeout");
    }

    @Test
    void answers_408_when_chunks_come_byte_by_byte() throws IOException {
        RawConnection client = connect(serve(IMPATIENT_WITH_BODIES));
        client.send(headers("Transfer-Encoding: chunked"));
        for (int sent = 0; sent < 1000 && !client.isAnsweredWithin(Duration.ofMillis(20)); sent++) {
            client.send("1\r\n \r\n");
        }
        assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ").contains("Connection: close", "request-timeout");
    }

    @Test
    void takes_a_body_that_comes_in_pieces_in_time_and_the_next_request_after_it() throws IOException {
        RegistrationServer server = serve(PATIENT);
        RawConnection client = connect(server);
        String body = "{\"name\": \"in pieces\"}";
        client.send(register(body.length()));
        for (int sent = 0; sent < body.length(); sent++) {
            assertThat(client.isAnsweredWithin(Duration.ofMillis(2))).isFalse();
            client.send(body.substring(sent, sent + 1));
        }
        assertThat(client.readLine()).startsWith("HTTP/1.1 201 ");
        client.send(
                "GET /api/v1/devices HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n");
        assertThat(client.readToEnd()).contains("HTTP/1.1 200 ", "\"in pieces\"");
    }

    @ParameterizedTest
    @CsvSource({"'Expect: 100-continue|', 16385", "'', 3000000"})
    void answers_413_to_a_body_that_announces_itself_as_too_large_and_does_not_wait_for_it(String expect, int length)
            throws IOException {
        RegistrationServer server = serve(PATIENT);
        String announced = "%sContent-Length: %d".formatted(expect.replace("|", "\r\n"), length);
        for (String request : new String[] {
            headers(announced), "GET /api/v1/devices/self HTTP/1.1\r\nHost: x\r\n" + announced + "\r\n\r\n"
        }) {
            RawConnection client = connect(server);
            client.send(request);
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").contains("Connection: close", "body-too-large");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RequestBody.MAX_BYTES + 1, 2_000_000})
    void answers_413_to_a_client_that_sends_all_of_a_body_before_it_listens(int length) throws IOException {
        RegistrationServer server = serve(PATIENT);
        RawConnection client = connect(server);
        client.send(headers("Content-Length: " + length));
        client.send("x".repeat(length));
        assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").contains("Connection: close", "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_000_000})
    void verifies_without_the_body_that_a_proxy_announces_but_does_not_send(int length) throws IOException {
        RegistrationServer server = serve(PATIENT);
        for (String path : new String[] {"/api/v1/devices/verify", "/api/v1/devices/verify/"}) {
            RawConnection proxy = connect(server);
            proxy.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
            assertThat(proxy.readToEnd())
                    .startsWith("HTTP/1.1 401 ")
                    .contains("Connection: close", "missing-credentials");
        }
    }

    @Test
    void closes_a_connection_whose_headers_come_to_no_end() throws IOException {
        RegistrationServer server = serve(IMPATIENT_WITH_HEADERS);
        for (String before : new String[] {"", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"}) {
            RawConnection client = connect(server);
            client.send(before);
            if (!before.isEmpty()) {
                client.readDocument();
            }
            client.send("GET / HTTP/1.1\r\nX: ");
            for (int sent = 0; sent < 1000 && !client.isAnsweredWithin(Duration.ofMillis(20)); sent++) {
                client.send("x");
            }
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void keeps_a_connection_on_which_nothing_is_asked_for_a_while() throws IOException {
        RegistrationServer server = serve(IMPATIENT_WITH_HEADERS);
        RawConnection client = connect(server);
        assertThat(client.isAnsweredWithin(SHORT.multipliedBy(4))).isFalse();
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readDocument()).startsWith("HTTP/1.1 404 ");
        assertThat(client.isAnsweredWithin(SHORT.multipliedBy(4))).isFalse();
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readDocument()).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void serves_others_while_more_bodies_are_on_their_way_than_it_has_threads() throws IOException {
        RegistrationServer server = serve(PATIENT);
        String head = headers("Content-Length: 20\r\nExpect: 100-continue");
        for (int i = 0; i < MANY; i++) {
            RawConnection slow = connect(server);
            slow.send(head);
            // It waits for the body, for it asked for it.
            assertThat(slow.readLine()).as("connection %d", i).startsWith("HTTP/1.1 100 ");
            slow.send("{");
        }
        RawConnection other = connect(server);
        other.send("GET /api/v1/devices HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n");
        assertThat(other.readToEnd()).startsWith("HTTP/1.1 200 ");
    }

    private RegistrationServer serve(RequestTimeouts timeouts) {
        RegistrationServer server = RegistrationServer.start(http, "127.0.0.1", 0, timeouts);
        open.add(server);
        return server;
    }

    private RawConnection connect(RegistrationServer server) throws IOException {
        RawConnection connection = new RawConnection(server.port());
        open.add(connection);
        return connection;
    }

    private String register(int length) {
        return headers("Content-Length: " + length);
    }

    private String headers(String more) {
        String key = registration
                .createProvisioningKey()
                .execute(new CreateProvisioningKey.Command(ALICE, new Label("site"), null, null))
                .plainKey()
                .reveal();
        return "POST /api/v1/devices/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "X-Provisioning-Key: " + key + "\r\n" + more + "\r\n\r\n";
    }
}
