package io.deviceregistration.persistence.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a store's connections come from. Those that it gives have autocommit on, nothing begun, and the isolation
 * READ_COMMITTED; they go back by {@link #closeConnection}. Safe for use by any number of threads.
 */
interface Connections extends ConnectionFactory, AutoCloseable {

    Dialect dialect();

    /** What messages call the database. */
    String displayUrl();

    /** What whoever changes something holds meanwhile, where only one at a time may; null where any number may. */
    @Nullable Lock writing();

    /** How long each statement may take; empty where the connections see to that, or can't. */
    Optional<Duration> statementLimit();

    /** Connections, two at once, to change the schema with, which takes the time it takes. */
    Connections forMigration();

    /** Has a pool of the store's own measured. */
    void bindTo(MeterRegistry meters);

    @Override
    void close();
}
