package io.deviceregistration.persistence.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. Its codes are SQLSTATEs (PostgreSQL manual, appendix A). */
final class PostgresDialect extends Dialect {

    /** Which of the database's advisory locks migrations take turns by; any number that nobody else uses. */
    static final long MIGRATION_LOCK = 0x6465_7672_6567_0001L;

    /** How long an instance waits for another one that migrates. */
    private static final Duration MIGRATION_WAIT = Duration.ofMinutes(10);

    private static final String UNLOCK = "SELECT pg_advisory_unlock(" + MIGRATION_LOCK + ")";

    private static final String DUPLICATE_KEY = "23505";

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICT = Set.of("40001", "40P01");

    /**
     * Shut down by an administrator or a crash, starting up, session or transaction idle for too long, and writing to a
     * server that only reads: the primary has become a standby, and a new connection finds the new primary.
     */
    private static final Set<String> BROKEN = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25006");

    /** Lock wait over, statement cancelled or timed out, I/O error in the server. */
    private static final Set<String> BUSY = Set.of("55P03", "57014", "58030");

    /** Out of disk, memory or connections. */
    private static final String INSUFFICIENT_RESOURCES = "53";

    private static final String SYNCHRONOUS_COMMIT = "synchronous_commit";

    /** Where it is off, a crash of the server loses what was committed in the second before. Other values stay. */
    private static final String COMMIT_DURABLY =
            "SELECT set_config('%1$s', 'on', FALSE) WHERE current_setting('%1$s') = 'off'"
                    .formatted(SYNCHRONOUS_COMMIT);

    PostgresDialect() {
        super("jdbc:postgresql:");
    }

    @Override
    String completed(String url) {
        String complete = add(url, "ApplicationName", APPLICATION_NAME);
        complete = add(complete, "connectTimeout", LOGIN_TIMEOUT.toSeconds());
        complete = add(complete, "loginTimeout", LOGIN_TIMEOUT.toSeconds());
        complete = add(complete, "tcpKeepAlive", true);
        // The server's details of an error repeat the row.
        complete = add(complete, "logServerErrorDetail", false);
        // Where the URL names several servers, the one that can be written to.
        return add(complete, "targetServerType", "primary");
    }

    @Override
    String limited(String url) {
        return add(url, "socketTimeout", SOCKET_TIMEOUT.toSeconds());
    }

    private static String add(String url, String name, Object value) {
        return addUnlessSet(url, '?', '&', name, value);
    }

    /** As statements and not as connection options, which some connection poolers refuse. */
    @Override
    @Nullable String greeting(String url) {
        String limits =
                "SET lock_timeout = %d; SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d"
                        .formatted(LOCK_TIMEOUT.toMillis(), STATEMENT_TIMEOUT.toMillis(), SOCKET_TIMEOUT.toMillis());
        String durably = durably(url);
        return durably == null ? limits : limits + "; " + durably;
    }

    @Override
    @Nullable String durably(String url) {
        return url.contains(SYNCHRONOUS_COMMIT) ? null : COMMIT_DURABLY;
    }

    @Override
    Failure failure(int code, String state) {
        if (state.equals(DUPLICATE_KEY)) {
            return Failure.DUPLICATE;
        }
        if (CONFLICT.contains(state)) {
            return Failure.CONFLICT;
        }
        if (BROKEN.contains(state)) {
            return Failure.BROKEN;
        }
        return BUSY.contains(state) || state.startsWith(INSUFFICIENT_RESOURCES) ? Failure.BUSY : Failure.FAULT;
    }

    @Override
    String refusal(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "28P01", "28000" -> "refuses the user name or the password";
            case "3D000" -> "doesn't exist; create it first";
            case "08001", "08006" -> "can't be reached; check its address, and that it runs";
            default -> "can't be opened: " + e.getMessage();
        };
    }

    @Override
    String offlineUrl() {
        return "offline:postgresql?version=18.0";
    }

    @Override
    Turn takeTurnToMigrate(Connection connection) throws SQLException {
        String usual = "SET lock_timeout = '%s'".formatted(lockTimeout(connection));
        run(connection, "SET lock_timeout = " + MIGRATION_WAIT.toMillis());
        boolean taken = false;
        try {
            run(connection, "SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            taken = true;
            run(connection, usual);
            return () -> run(connection, UNLOCK);
        } catch (SQLException e) {
            giveUp(connection, taken ? UNLOCK : usual, e);
            throw e;
        }
    }

    /** The connection goes back to a pool: it must not keep what it has. */
    private static void giveUp(Connection connection, String statement, SQLException reason) {
        try {
            run(connection, statement);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static String lockTimeout(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW lock_timeout")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    boolean isAbandoned(Connection connection, String lockTable) {
        return true;
    }
}
