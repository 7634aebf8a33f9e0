package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** H2, in a file, in memory or behind its own server. Codes are those of {@code org.h2.api.ErrorCode}. */
final class H2Dialect extends Dialect {

    private static final int DUPLICATE_KEY = 23505;
    private static final int DEADLOCK = 40001;
    private static final int IN_USE = 90020;
    private static final int WRONG_USER_OR_PASSWORD = 28000;

    /** Connection broken, database closed. */
    private static final Set<Integer> BROKEN = Set.of(90067, 90098, 90121);

    /** The database's file is not there, and was not to be made. */
    private static final Set<Integer> ABSENT = Set.of(90146, 90149);

    /**
     * Object closed, file or network I/O failed, file in use, lock wait over, statement cancelled or timed out; and the
     * general error as which H2 reports that its file could not be written, as on a full disk.
     */
    private static final Set<Integer> BUSY = Set.of(90007, 90028, 90031, IN_USE, 50200, 57014, 50000);

    private static final Pattern CREDENTIALS_IN_URL =
            Pattern.compile(";\\s*(USER|PASSWORD)\\s*=", Pattern.CASE_INSENSITIVE);

    private static final ReentrantLock MIGRATING = new ReentrantLock();

    /** For all files alike: a process has one, as a rule. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    H2Dialect() {
        super("jdbc:h2:");
    }

    /** Above all, what makes a commit durable when it returns: H2 would leave it for half a second. */
    @Override
    String completed(String url) {
        String complete = add(url, "WRITE_DELAY", "0");
        complete = add(complete, "LOCK_TIMEOUT", String.valueOf(LOCK_TIMEOUT.toMillis()));
        if (!isBehindServer(url)) {
            // The app closes its pool itself, after the last request; H2 must not do so before.
            complete = add(complete, "DB_CLOSE_ON_EXIT", "FALSE");
            // What goes wrong reaches the caller, and by it the log; H2 need not write a file of its own.
            complete = add(complete, "TRACE_LEVEL_FILE", "0");
        }
        return isInMemory(url) ? add(complete, "DB_CLOSE_DELAY", "-1") : complete;
    }

    /** Not by way of java.sql.DriverManager, which would load the other databases' drivers first, and check a signature. */
    @Override
    void connect(HikariConfig pool, String url) {
        if (CREDENTIALS_IN_URL.matcher(url).find()) {
            // The data source has a user of its own, and H2 takes no two.
            super.connect(pool, url);
            return;
        }
        pool.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
        pool.addDataSourceProperty("url", url);
        if (pool.getUsername() == null && pool.getPassword() != null) {
            // Without one, the pool would leave out the password.
            pool.setUsername("");
        }
    }

    private static String add(String url, String name, String value) {
        return addUnlessSet(url, ';', ';', name, value);
    }

    private static boolean isInMemory(String url) {
        return url.startsWith("jdbc:h2:mem:");
    }

    /**
     * In a file, one at a time. H2 writes what is committed table by table while others go on changing them, so with several
     * writers a file can have a half of a transaction in it that was under way; killed at that moment, it stays so. Seen once
     * in some 150 kills.
     */
    @Override
    @Nullable Lock writing(String url) {
        return isInMemory(url) || isBehindServer(url) ? null : WRITING;
    }

    /** Else it would put all of them into a temporary file first, which others might read. */
    @Override
    String streaming() {
        return "SET LAZY_QUERY_EXECUTION 1";
    }

    /** H2 limits the whole session. */
    @Override
    boolean limitsStatementsOneByOne() {
        return false;
    }

    private static boolean isBehindServer(String url) {
        return url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
    }

    @Override
    Failure failure(int code, String state) {
        if (code == DUPLICATE_KEY) {
            return Failure.DUPLICATE;
        }
        if (code == DEADLOCK) {
            return Failure.CONFLICT;
        }
        if (BROKEN.contains(code)) {
            return Failure.BROKEN;
        }
        return BUSY.contains(code) || ABSENT.contains(code) ? Failure.BUSY : Failure.FAULT;
    }

    @Override
    String withoutCreating(String url) {
        return isInMemory(url) ? url : url + ";IFEXISTS=TRUE";
    }

    @Override
    boolean isYetToBeMade(SQLException e) {
        return ABSENT.contains(e.getErrorCode());
    }

    @Override
    String refusal(SQLException e) {
        if (isYetToBeMade(e)) {
            return "doesn't exist";
        }
        return switch (e.getErrorCode()) {
            case IN_USE -> "is in use by another process; stop that one or use another data folder";
            case WRONG_USER_OR_PASSWORD -> "refuses the user name or the password";
            default -> "can't be opened: " + e.getMessage();
        };
    }

    @Override
    String offlineUrl() {
        return "offline:h2?version=2.4.240";
    }

    /** Among this process's threads: a file belongs to one process. Behind a server, Liquibase's own lock has to do. */
    @Override
    Turn takeTurnToMigrate(Connection connection) {
        MIGRATING.lock();
        return MIGRATING::unlock;
    }

    /** Whoever took the lock has a session that is older than the lock; where there is none, nobody has it. */
    @Override
    boolean isAbandoned(Connection connection, String lockTable) throws SQLException {
        String holders =
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_START <= (SELECT LOCKGRANTED FROM "
                        + lockTable + ")";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(holders)) {
            return rows.next() && rows.getInt(1) == 0;
        }
    }
}
