package io.deviceregistration.persistence.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.persistence.tds.ClientRequest.Disconnect;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the endpoint doesn't understand fails the client at once, and the test at the end. */
final class ProtocolViolationTest {

    @Test
    void fails_over_a_procedure_that_it_does_not_know() throws SQLException {
        ScriptedTdsServer server = ScriptedTdsServer.start();
        try (Connection connection = Driver.connect(server);
                var statement = connection.prepareStatement(
                        "SELECT id FROM devices", ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(statement::executeQuery)
                    .withMessageContaining("doesn't understand");
        }
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(server::close)
                .withMessageContaining("procedure number 5");
    }

    @Test
    void fails_over_a_savepoint() throws SQLException {
        ScriptedTdsServer server = ScriptedTdsServer.start();
        try (Connection connection = Driver.connect(server)) {
            connection.setAutoCommit(false);
            assertThatExceptionOfType(SQLException.class).isThrownBy(connection::setSavepoint);
        }
        assertThat(server.violations()).singleElement().asString().contains("SAVE TRAN");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(server::close);
    }

    @Test
    void fails_over_another_protocol() throws Exception {
        ScriptedTdsServer server = ScriptedTdsServer.start();
        int port = URI.create(server.url().substring("jdbc:".length()).split(";")[0])
                .getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            server.await(Disconnect.class::isInstance);
        }
        assertThatExceptionOfType(AssertionError.class).isThrownBy(server::close);
    }

    @Test
    void fails_over_a_rule_that_throws() throws SQLException {
        ScriptedTdsServer server = ScriptedTdsServer.start();
        server.when("INSERT").then(request -> {
            throw new IllegalStateException("no answer");
        });
        try (Connection connection = Driver.connect(server)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Driver.insert(connection, "x"))
                    .withMessageContaining("no answer");
        }
        assertThatExceptionOfType(AssertionError.class).isThrownBy(server::close);
    }
}
