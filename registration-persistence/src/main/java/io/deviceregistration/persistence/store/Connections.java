package io.deviceregistration.persistence.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Where a store's connections come from. Safe for use by any number of threads. */
interface Connections extends AutoCloseable {

    /** Gives connections, with autocommit on and nothing begun. */
    interface Source {
        Connection open() throws SQLException;
    }

    /** Work with connections. */
    interface Work<E extends Exception> {
        void with(Source source) throws SQLException, E;
    }

    Dialect dialect();

    /** What messages call the database. */
    String displayUrl();

    /** What whoever changes something holds meanwhile, where only one at a time may. */
    @Nullable Lock writing();

    /** Connections for calls, each of which is limited in time. */
    ConnectionFactory forCalls();

    /** Has a schema looked at or changed, which may take two connections at once. */
    <E extends Exception> void forSchema(Work<E> work) throws SQLException, E;

    @Override
    void close();
}
