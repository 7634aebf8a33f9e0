package io.deviceregistration.persistence.tds;

import static io.deviceregistration.persistence.tds.TransactionState.COMMITTED;
import static io.deviceregistration.persistence.tds.TransactionState.OPEN;
import static io.deviceregistration.persistence.tds.TransactionState.ROLLED_BACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the driver begins and ends transactions, and what it makes of their failures. */
final class DriverTransactionsTest {

    private final ScriptedTdsServer server = ScriptedTdsServer.start();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = Driver.connect(server);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void begins_by_itself_and_commits_by_sql() throws SQLException {
        connection.setAutoCommit(false);
        Driver.insert(connection, "a");
        Driver.insert(connection, "b");
        assertThat(server.transactions()).containsExactly(OPEN);
        connection.commit();
        connection.setAutoCommit(true);
        Driver.insert(connection, "c");
        assertThat(server.calls("INSERT")).extracting(RpcCall::transaction).containsExactly(1, 1, 0);
        assertThat(server.transactions()).containsExactly(COMMITTED);
        assertThat(server.requests(SqlBatch.class))
                .extracting(SqlBatch::sql)
                .containsExactly(
                        "set implicit_transactions on ",
                        "IF @@TRANCOUNT > 0 COMMIT TRAN",
                        "set implicit_transactions off IF @@TRANCOUNT > 0 COMMIT TRAN ");
        assertThat(server.requests(SqlBatch.class))
                .filteredOn(SqlBatch::isCommit)
                .hasSize(1);
    }

    @Test
    void rolls_back_by_sql() throws SQLException {
        connection.setAutoCommit(false);
        Driver.insert(connection, "a");
        connection.rollback();
        Driver.insert(connection, "b");
        connection.commit();
        assertThat(server.transactions()).containsExactly(ROLLED_BACK, COMMITTED);
        assertThat(server.requests(SqlBatch.class))
                .filteredOn(SqlBatch::isRollback)
                .hasSize(1);
    }

    @Test
    void commits_what_is_open_when_going_back_to_autocommit() throws SQLException {
        connection.setAutoCommit(false);
        Driver.insert(connection, "a");
        connection.setAutoCommit(true);
        assertThat(server.transactions()).containsExactly(COMMITTED);
    }

    @Test
    void loses_the_transaction_with_the_connection() throws SQLException {
        connection.setAutoCommit(false);
        Driver.insert(connection, "a");
        connection.close();
        server.await(ClientRequest.Disconnect.class::isInstance);
        assertThat(server.transactions()).containsExactly(ROLLED_BACK);
    }

    @Test
    void sets_isolation_by_sql() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(server.requests(SqlBatch.class))
                .extracting(batch -> Sql.normalized(batch.sql()))
                .containsExactly("set transaction isolation level serializable");
    }

    @Test
    void keeps_the_transaction_after_a_duplicate_key_and_loses_it_after_a_deadlock() throws SQLException {
        server.when("INSERT").onTime(1).thenError(2627, 1, 14, "Violation of a constraint.");
        server.when("INSERT").onTime(2).thenError(1205, 51, 13, "Chosen as the deadlock victim.");
        connection.setAutoCommit(false);
        assertThat(failure(2627).getSQLState()).isEqualTo("23000");
        assertThat(server.transactions()).containsExactly(OPEN);
        assertThat(failure(1205).getSQLState()).isEqualTo("40001");
        assertThat(server.transactions()).containsExactly(ROLLED_BACK);
        connection.rollback();
        Driver.insert(connection, "again");
        connection.commit();
        assertThat(server.transactions()).containsExactly(ROLLED_BACK, COMMITTED);
    }

    @Test
    void can_fail_at_commit() throws SQLException {
        server.whenCommit().firstTimes(1).thenError(3960, 2, 16, "Snapshot isolation conflict.");
        connection.setAutoCommit(false);
        Driver.insert(connection, "a");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(connection::commit)
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(3960));
        assertThat(server.transactions()).containsExactly(ROLLED_BACK);
    }

    @Test
    void cannot_tell_whether_a_commit_that_lost_its_connection_was_done() throws SQLException {
        assertThat(stateAfterLostCommit(Reply.cut())).isEqualTo(ROLLED_BACK);
        connection = Driver.connect(server);
        assertThat(stateAfterLostCommit(Reply.doneAndCut())).isEqualTo(COMMITTED);
    }

    private TransactionState stateAfterLostCommit(Reply reply) throws SQLException {
        server.whenCommit().then(reply);
        connection.setAutoCommit(false);
        Driver.insert(connection, "a");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(connection::commit)
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("08S01"));
        assertThat(connection.isClosed()).isTrue();
        return server.transactions().get(server.transactions().size() - 1);
    }

    private SQLException failure(int code) {
        SQLException[] thrown = new SQLException[1];
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Driver.insert(connection, "x"))
                .satisfies(e -> thrown[0] = e)
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(code));
        return thrown[0];
    }
}
