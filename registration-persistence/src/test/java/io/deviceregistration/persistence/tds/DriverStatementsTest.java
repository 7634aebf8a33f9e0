package io.deviceregistration.persistence.tds;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** By which procedures the driver runs statements with parameters. */
final class DriverStatementsTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    @Test
    void prepares_at_the_second_execution() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server)) {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE devices SET name = ? WHERE id = ?")) {
                for (int execution = 1; execution <= 4; execution++) {
                    statement.setString(1, "name " + execution);
                    statement.setObject(2, ID);
                    assertThat(statement.executeUpdate()).isEqualTo(1);
                }
            }
            assertThat(server.calls("update devices"))
                    .extracting(RpcCall::procedure)
                    .containsExactly(
                            Procedure.SP_EXECUTESQL, Procedure.SP_PREPEXEC, Procedure.SP_EXECUTE, Procedure.SP_EXECUTE);
            assertThat(server.calls("UPDATE devices"))
                    .allSatisfy(
                            call -> assertThat(call.sql()).isEqualTo("UPDATE devices SET name = @P0 WHERE id = @P1"))
                    .extracting(call -> call.parameters().get(0).value())
                    .containsExactly("name 1", "name 2", "name 3", "name 4");
        }
    }

    @Test
    void never_prepares_statements_that_are_closed_each_time() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server)) {
            Driver.insert(connection, "first");
            Driver.insert(connection, "second");
            assertThat(server.calls("INSERT"))
                    .hasSize(2)
                    .allSatisfy(call -> assertThat(call.procedure()).isEqualTo(Procedure.SP_EXECUTESQL));
        }
    }

    @Test
    void runs_batches_call_by_call() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server);
                PreparedStatement statement = connection.prepareStatement("INSERT INTO devices (name) VALUES (?)")) {
            for (String name : new String[] {"a", "b", "c", "d"}) {
                statement.setString(1, name);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).containsExactly(1, 1, 1, 1);
            assertThat(server.calls("INSERT"))
                    .extracting(call -> call.parameters().get(0).value())
                    .containsExactly("a", "b", "c", "d");
        }
    }

    /** The first call prepares only, so that no execution is counted twice. */
    @Test
    void prepares_and_executes_apart_if_told_to() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server, ";prepareMethod=prepare")) {
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO devices (name) VALUES (?)")) {
                for (int execution = 1; execution <= 2; execution++) {
                    statement.setString(1, "x");
                    statement.executeUpdate();
                }
            }
            assertThat(server.requests(RpcCall.class))
                    .extracting(RpcCall::procedure)
                    .containsExactly(Procedure.SP_EXECUTESQL, Procedure.SP_PREPARE, Procedure.SP_EXECUTE);
            assertThat(server.calls("INSERT")).hasSize(2);
        }
    }
}
