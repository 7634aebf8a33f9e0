package io.deviceregistration.persistence.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deviceregistration.persistence.tds.ClientRequest.Attention;
import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How errors, slow answers and lost connections come out of the driver. */
final class DriverFailuresTest {

    private final ScriptedTdsServer server = ScriptedTdsServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void throws_what_the_server_says_and_keeps_the_connection() throws SQLException {
        server.when("INSERT INTO devices").firstTimes(1).thenError(2627, 3, 14, "Violation of 'UQ_devices'.");
        try (Connection connection = Driver.connect(server)) {
            SQLException failure = failure(() -> Driver.insert(connection, "x"));
            assertThat(failure.getClass().getSimpleName()).isEqualTo("SQLServerException");
            assertThat(failure.getMessage()).isEqualTo("Violation of 'UQ_devices'.");
            assertThat(failure.getErrorCode()).isEqualTo(2627);
            assertThat(failure.getSQLState()).isEqualTo("23000");
            assertThat(Driver.insert(connection, "x")).isEqualTo(1);
        }
    }

    @Test
    void makes_a_state_of_its_own_for_most_errors() throws SQLException {
        server.when("INSERT").thenError(1222, 45, 16, "Lock request time out period exceeded.");
        try (Connection connection = Driver.connect(server)) {
            SQLException failure = failure(() -> Driver.insert(connection, "x"));
            assertThat(failure.getErrorCode()).isEqualTo(1222);
            assertThat(failure.getSQLState()).isEqualTo("S0045");
        }
    }

    @Test
    void closes_the_connection_after_a_fatal_error_without_saying_so() throws SQLException {
        server.when("INSERT").thenError(40501, 1, 20, "The service is currently busy.");
        try (Connection connection = Driver.connect(server)) {
            SQLException failure = failure(() -> Driver.insert(connection, "x"));
            assertThat(failure.getErrorCode()).isEqualTo(40501);
            assertThat(failure.getSQLState()).isEqualTo("S0001");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void says_that_the_connection_was_cut() throws SQLException {
        server.when("INSERT").thenCutConnection();
        try (Connection connection = Driver.connect(server)) {
            assertThat(failure(() -> Driver.insert(connection, "x")).getSQLState())
                    .isEqualTo("08S01");
            assertThat(connection.isClosed()).isTrue();
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @Test
    void finds_out_about_a_dead_connection_when_it_uses_it() throws SQLException {
        try (Connection connection = Driver.connect(server)) {
            server.cutConnections();
            assertThat(connection.isClosed()).isFalse();
            assertThat(failure(() -> Driver.insert(connection, "x")).getSQLState())
                    .isEqualTo("08S01");
        }
    }

    @Test
    void stops_a_statement_that_takes_too_long() throws SQLException {
        server.when("INSERT").firstTimes(2).thenStall();
        try (Connection connection = Driver.connect(server, ";queryTimeout=1")) {
            connection.setAutoCommit(false);
            assertThat(timeout(() -> Driver.insert(connection, "x")).getSQLState())
                    .isEqualTo("HY008");
            assertThat(server.requests(Attention.class)).hasSize(1);
            assertThat(server.transactions()).containsExactly(TransactionState.OPEN);
            connection.rollback();
            connection.setAutoCommit(true);
        }
        try (Connection connection = Driver.connect(server);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThat(timeout(() -> statement.executeUpdate("INSERT INTO devices VALUES (1)"))
                            .getSQLState())
                    .isEqualTo("HY008");
            assertThat(server.requests(Attention.class)).hasSize(2);
            assertThat(Driver.insert(connection, "x")).isEqualTo(1);
        }
    }

    /** The query timeout is half as long, and yet it is the socket's that ends the wait. */
    @Test
    void bounds_a_commit_by_the_socket_timeout_only() throws SQLException {
        server.whenCommit().thenStall();
        try (Connection connection = Driver.connect(server, ";queryTimeout=1;socketTimeout=2000")) {
            connection.setAutoCommit(false);
            Driver.insert(connection, "x");
            SQLException failure = failure(connection::commit);
            assertThat(failure.getSQLState()).isEqualTo("08S01");
            assertThat(failure.getCause()).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.requests(Attention.class)).isEmpty();
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void sets_the_lock_timeout_when_it_connects() throws SQLException {
        Driver.connect(server, ";lockTimeout=5000").close();
        assertThat(server.requests(SqlBatch.class)).extracting(SqlBatch::sql).containsExactly(" set lock_timeout 5000");
    }

    @Test
    void validates_by_a_statement() throws SQLException {
        try (Connection connection = Driver.connect(server)) {
            assertThat(connection.isValid(1)).isTrue();
            server.when("SELECT 1").firstTimes(1).thenError(596, 1, 16, "Session is in the kill state.");
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThat(server.requests(SqlBatch.class)).extracting(SqlBatch::sql).containsExactly("SELECT 1", "SELECT 1");
    }

    @Test
    void is_refused_a_login() throws SQLException {
        server.whenLogin().firstTimes(1).thenError(18456, 1, 14, "Login failed for user 'app'.");
        SQLException failure = failure(() -> Driver.connect(server));
        assertThat(failure.getErrorCode()).isEqualTo(18456);
        assertThat(failure.getMessage()).startsWith("Login failed for user 'app'.");
        Driver.connect(server).close();
        assertThat(server.requests(Login.class)).containsExactly(login(1), login(2));
    }

    @Test
    void gives_up_a_login_that_is_not_answered() {
        server.whenLogin().thenStall();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Driver.connect(server, ";loginTimeout=1"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("08S01"));
    }

    private static Login login(int connection) {
        return new Login(connection, "app", "registration", "Microsoft JDBC Driver for SQL Server");
    }

    private static SQLException failure(ThrowingCallable work) {
        return catchThrowableOfType(SQLException.class, work);
    }

    private static SQLTimeoutException timeout(ThrowingCallable work) {
        return catchThrowableOfType(SQLTimeoutException.class, work);
    }
}
