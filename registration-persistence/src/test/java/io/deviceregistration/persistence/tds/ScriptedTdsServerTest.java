package io.deviceregistration.persistence.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.deviceregistration.persistence.tds.ClientRequest.Disconnect;
import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The endpoint's own promises: rules, stalls, records, many connections. */
final class ScriptedTdsServerTest {

    @Test
    void answers_by_the_newest_rule_that_applies() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server)) {
            server.when("insert into\n devices").thenUpdated(2);
            server.when("INSERT").onTime(2).thenUpdated(3);
            server.when("INSERT").firstTimes(1).thenUpdated(4);
            assertThat(Driver.insert(connection, "a")).isEqualTo(4);
            assertThat(Driver.insert(connection, "b")).isEqualTo(3);
            assertThat(Driver.insert(connection, "c")).isEqualTo(2);
            assertThat(Driver.insert(connection, "d")).isEqualTo(2);
        }
    }

    @Test
    void answers_by_what_was_asked() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server)) {
            server.when("INSERT")
                    .then(request -> request instanceof RpcCall call
                                    && "taken".equals(call.parameters().get(0).value())
                            ? Reply.error(2627, 1, 14, "taken")
                            : Reply.usual());
            assertThat(Driver.insert(connection, "free")).isEqualTo(1);
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Driver.insert(connection, "taken"));
        }
    }

    @Test
    void stalls_until_released() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server)) {
            Stall stall = server.when("INSERT").thenStall();
            Future<Integer> answer = threads.submit(() -> Driver.insert(connection, "a"));
            stall.awaitReached(1);
            assertThat(answer).isNotDone();
            stall.release();
            assertThat(answer.get()).isEqualTo(1);
            assertThat(Driver.insert(connection, "b")).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void serves_many_connections_at_once_each_with_its_own_transaction() throws Exception {
        int connections = 8;
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try (ScriptedTdsServer server = ScriptedTdsServer.start()) {
            Stall stall = server.whenCommit().thenStall();
            List<Future<?>> transactions = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                transactions.add(threads.submit(() -> insertInTransaction(server)));
            }
            stall.awaitReached(connections);
            assertThat(server.transactions()).hasSize(connections).containsOnly(TransactionState.OPEN);
            stall.release();
            for (Future<?> transaction : transactions) {
                transaction.get();
            }
            assertThat(server.transactions()).hasSize(connections).containsOnly(TransactionState.COMMITTED);
            assertThat(server.calls("INSERT"))
                    .extracting(RpcCall::transaction)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, connections).boxed().toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void insertInTransaction(ScriptedTdsServer server) throws SQLException {
        try (Connection connection = Driver.connect(server)) {
            connection.setAutoCommit(false);
            Driver.insert(connection, "x");
            connection.commit();
        }
        return null;
    }

    @Test
    void serves_a_pool_that_replaces_broken_connections() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                HikariDataSource pool = new HikariDataSource(pool(server))) {
            server.when("INSERT").onTime(2).thenError(40501, 1, 20, "The service is currently busy.");
            insert(pool);
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(pool));
            insert(pool);
            assertThat(server.calls("INSERT")).extracting(Statement::connection).containsExactly(1, 1, 2);
        }
    }

    private static void insert(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Driver.insert(connection, "x");
            connection.commit();
        }
    }

    private static HikariConfig pool(ScriptedTdsServer server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername("app");
        config.setPassword("secret");
        config.setMaximumPoolSize(1);
        return config;
    }

    @Test
    void records_from_login_to_end() throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start()) {
            try (Connection connection = Driver.connect(server, ";applicationName=registration")) {
                Driver.insert(connection, "x");
            }
            server.await(Disconnect.class::isInstance);
            assertThat(server.requests())
                    .containsExactly(
                            new Login(1, "app", "registration", "registration"),
                            server.calls("INSERT").get(0),
                            new Disconnect(1));
        }
    }

    @Test
    void ends_what_stalls_when_closed() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        ScriptedTdsServer server = ScriptedTdsServer.start();
        try (Connection connection = Driver.connect(server)) {
            Stall stall = server.when("INSERT").thenStall();
            Future<Integer> answer = threads.submit(() -> Driver.insert(connection, "a"));
            stall.awaitReached(1);
            server.close();
            assertThat(answer).failsWithin(Waiting.LIMIT).withThrowableThat().withCauseInstanceOf(SQLException.class);
        } finally {
            threads.shutdownNow();
        }
    }
}
