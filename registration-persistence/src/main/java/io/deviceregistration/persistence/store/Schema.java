package io.deviceregistration.persistence.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables, brought up to date by one instance at a time. Liquibase keeps its books in tables that are this project's
 * alone, so a backend that has the store in its own schema, with a Liquibase of its own, is left alone.
 */
final class Schema {

    static final String CHANGELOG_TABLE = "device_registration_changelog";
    static final String LOCK_TABLE = "device_registration_changelog_lock";

    /** The id of the changelog's last change set. Change sets run in order, so where it ran, all did. */
    static final String LAST_CHANGE_SET = "V24__audit_events.actor_index";

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {}

    /**
     * Brings the schema up to date; does nothing if it is.
     *
     * @param connections two at once: one to wait with, one to change the schema with
     */
    static void migrate(Connections connections) throws SQLException, LiquibaseException {
        Connection waiting = connections.openConnection();
        try {
            if (!isCurrent(waiting, connections.dialect())) {
                Dialect.Turn turn = connections.dialect().takeTurnToMigrate(waiting);
                try {
                    migrateInTurn(connections);
                } finally {
                    turn.close();
                }
            }
        } finally {
            connections.closeConnection(waiting);
        }
    }

    private static void migrateInTurn(Connections connections) throws SQLException, LiquibaseException {
        Connection connection = connections.openConnection();
        try {
            migrateInTurn(connection, connections.dialect());
        } finally {
            connections.closeConnection(connection);
        }
    }

    /** Whether every change set has been run, by whomever. */
    static boolean isCurrent(Connections connections) throws SQLException {
        Connection connection = connections.openConnection();
        try {
            return isCurrent(connection, connections.dialect());
        } finally {
            connections.closeConnection(connection);
        }
    }

    private static void migrateInTurn(Connection connection, Dialect dialect) throws SQLException, LiquibaseException {
        if (!isCurrent(connection, dialect)) {
            Changelog.withDatabase(connection, database -> {
                releaseAbandonedLock(database, dialect, connection);
                Changelog.update(database);
            });
        }
    }

    /** Whether the last of the change sets has been run. */
    static boolean isCurrent(Connection connection, Dialect dialect) throws SQLException {
        String lastChangeSet = "SELECT COUNT(*) FROM " + CHANGELOG_TABLE + " WHERE id = ?";
        try (var statement = connection.prepareStatement(lastChangeSet)) {
            statement.setString(1, LAST_CHANGE_SET);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
            }
        } catch (SQLException e) {
            if (dialect.failure(e) == Failure.FAULT) {
                // There is no such table, or none that may be read.
                return false;
            }
            throw e;
        }
    }

    private static void releaseAbandonedLock(Database database, Dialect dialect, Connection connection)
            throws LiquibaseException, SQLException {
        LockService locks = LockServiceFactory.getInstance().getLockService(database);
        List<String> holders = List.of(locks.listLocks()).stream()
                .map(DatabaseChangeLogLock::getLockedBy)
                .toList();
        if (!holders.isEmpty() && dialect.isAbandoned(connection, LOCK_TABLE)) {
            LOG.warn(
                    "the instance on {} ended in the middle of a migration; its lock is released, and what is left is done now",
                    holders);
            locks.forceReleaseLock();
        }
    }
}
