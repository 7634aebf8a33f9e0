package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.ClientRequest.RpcCall;
import io.deviceregistration.persistence.tds.ClientRequest.SqlBatch;
import io.deviceregistration.persistence.tds.ClientRequest.Statement;
import java.util.List;
import java.util.function.Predicate;

/**
 * Speaks SQL Server's protocol (TDS 7.4, unencrypted) with Microsoft's driver on a free port of this machine, answers by
 * rules, and records what arrived.
 *
 * <p>It shows what the driver really sends (which SQL, parameters of which types, which transaction commands) and how
 * errors, slow answers and lost connections reach its caller. It knows no tables and no grammar: that a statement is
 * answered says nothing about whether SQL Server would take it or what it would do. Locks, isolation, collations, types
 * of columns, and the driver's mending of idle connections are not there.
 *
 * <p>What it doesn't understand ends the connection with an error and fails the test at {@link #close}. Safe for use by
 * any number of threads.
 */
public final class ScriptedTdsServer implements AutoCloseable {

    private final Script script = new Script();
    private final Recorder recorder = new Recorder();
    private final Listener listener = new Listener(script, recorder);

    private ScriptedTdsServer() {}

    public static ScriptedTdsServer start() {
        return new ScriptedTdsServer();
    }

    /** The driver's URL, without credentials; anyone is let in. Properties may follow, each after a semicolon. */
    public String url() {
        return "jdbc:sqlserver://127.0.0.1:" + listener.port() + ";encrypt=false;databaseName=registration";
    }

    /**
     * A rule for the execution of SQL that contains the fragment, whatever the letters' case and the white space. In the
     * SQL that the driver sends, parameters are {@code @P0}, {@code @P1} and on.
     */
    public Rule when(String fragment) {
        return when(request -> request instanceof Statement statement && new Sql(statement.sql()).contains(fragment));
    }

    /** A rule for commits of an open transaction. */
    public Rule whenCommit() {
        return when(request -> request instanceof SqlBatch batch && batch.isCommit());
    }

    /** A rule for rollbacks of an open transaction. */
    public Rule whenRollback() {
        return when(request -> request instanceof SqlBatch batch && batch.isRollback());
    }

    /** A rule for logins; what would be an error for a statement refuses the login. */
    public Rule whenLogin() {
        return when(Login.class::isInstance);
    }

    /** A rule for the logins and executed statements that fit. */
    public Rule when(Predicate<ClientRequest> fits) {
        return new Rule(script, fits);
    }

    /** All that has arrived, in its order. */
    public List<ClientRequest> requests() {
        return recorder.requests();
    }

    /** What has arrived of one kind, in its order. */
    public <T extends ClientRequest> List<T> requests(Class<T> kind) {
        return requests().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The executed procedure calls whose SQL contains the fragment, in the order of their coming. */
    public List<RpcCall> calls(String fragment) {
        return requests(RpcCall.class).stream()
                .filter(call -> call.executes() && new Sql(call.sql()).contains(fragment))
                .toList();
    }

    /** What became of every transaction, in the order of their beginnings. */
    public List<TransactionState> transactions() {
        return recorder.transactions();
    }

    /** Waits until such a request has arrived, or is there already; fails if that takes too long. */
    public void await(Predicate<ClientRequest> wanted) {
        recorder.await(wanted);
    }

    /** What the endpoint didn't understand; {@link #close} fails if there is anything. */
    public List<String> violations() {
        return recorder.violations();
    }

    /** Ends all connections that there are; new ones are let in. */
    public void cutConnections() {
        listener.cutConnections();
    }

    /**
     * Ends all connections and stops listening.
     *
     * @throws AssertionError if something arrived that the endpoint didn't understand
     */
    @Override
    public void close() {
        listener.close();
        if (!violations().isEmpty()) {
            throw new AssertionError(String.join("\n", violations()));
        }
    }
}
