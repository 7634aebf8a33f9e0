package io.deviceregistration.persistence.tds;

import java.util.List;

/** What a client sent, as the endpoint recorded it. Connections are counted from 1 in the order of their coming. */
public sealed interface ClientRequest {

    int connection();

    /** Passwords are not kept. */
    record Login(int connection, String user, String database, String application) implements ClientRequest {}

    /** SQL to run, by whichever kind of message. */
    sealed interface Statement extends ClientRequest {

        /** As it was sent. */
        String sql();

        /** Whether it runs now, rather than being prepared or forgotten. */
        default boolean executes() {
            return true;
        }

        /** The transaction that it runs in, begins or ends, counted from 1 over all connections; 0 if there is none. */
        int transaction();
    }

    /** SQL without parameters; the driver's own session settings, commits and rollbacks come like this too. */
    record SqlBatch(int connection, int transaction, String sql) implements Statement {

        /** Whether this commits a transaction that is open; without one, the same SQL does nothing. */
        public boolean isCommit() {
            return transaction != 0 && new Sql(sql).commits();
        }

        /** Whether this rolls back a transaction that is open; without one, the same SQL does nothing. */
        public boolean isRollback() {
            return transaction != 0 && new Sql(sql).rollsBack();
        }
    }

    /**
     * A call of one of the procedures for SQL with parameters.
     *
     * @param handle the prepared statement that it makes, uses or drops; 0 for {@link Procedure#SP_EXECUTESQL}
     * @param sql of the prepared statement, where there is one
     */
    record RpcCall(
            int connection, int transaction, Procedure procedure, int handle, String sql, List<Parameter> parameters)
            implements Statement {

        public RpcCall {
            parameters = List.copyOf(parameters);
        }

        @Override
        public boolean executes() {
            return procedure.executes();
        }

        RpcCall in(int transaction) {
            return new RpcCall(connection, transaction, procedure, handle, sql, parameters);
        }
    }

    /** The client wants the statement that is running to stop. */
    record Attention(int connection) implements ClientRequest {}

    /** The connection is over, whoever closed it. */
    record Disconnect(int connection) implements ClientRequest {}
}
