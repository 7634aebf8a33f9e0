package io.deviceregistration.persistence.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** SQL Server and Azure SQL. Its codes are the server's error numbers (sys.messages). */
final class SqlServerDialect extends Dialect {

    /** Which of the database's application locks migrations take turns by. */
    static final String MIGRATION_LOCK = "device-registration:migrate";

    /** How long an instance waits for another one that migrates. */
    private static final Duration MIGRATION_WAIT = Duration.ofMinutes(10);

    private static final int LOCK_TIMED_OUT = 1222;
    private static final int LOGIN_FAILED = 18456;
    private static final int CANNOT_OPEN_DATABASE = 4060;

    /** Unique constraint, unique index. */
    private static final Set<Integer> DUPLICATE = Set.of(2627, 2601);

    /**
     * Deadlock, snapshot conflict; and what Azure SQL says to try again after: busy, too many requests or operations, at
     * a resource limit.
     */
    private static final Set<Integer> CONFLICT = Set.of(1205, 3960, 40501, 49918, 49919, 49920, 10928, 10929);

    /**
     * Azure SQL moves the database, has it moved, or has yet to start it; it only reads, having become a secondary; the
     * session was killed, as a failover does; the server shuts down. The session is of no use after any of these.
     */
    private static final Set<Integer> BROKEN = Set.of(
            40197, 40613, 40143, 40540, 4221, 615, CANNOT_OPEN_DATABASE, 3906, 596, 6005, 10053, 10054, 10060, 233, 64);

    /** Out of locks, memory or log; memory for a query waited for in vain. */
    private static final Set<Integer> BUSY = Set.of(LOCK_TIMED_OUT, 1204, 701, 8645, 9002);

    /** A name and a value; a value in braces may have semicolons. */
    private static final Pattern PARAMETER = Pattern.compile(";([^;=]*)=(\\s*\\{(?:[^}]|}})*}|[^;]*)");

    private static final Set<String> DATABASE_NAME = Set.of("databasename", "database");

    SqlServerDialect() {
        super("jdbc:sqlserver:");
    }

    /** Encryption is on and the server's certificate is checked, unless the URL says otherwise. */
    @Override
    String completed(String url) {
        String complete = add(url, "encrypt", true);
        complete = add(complete, "trustServerCertificate", false);
        complete = add(complete, "loginTimeout", LOGIN_TIMEOUT.toSeconds());
        complete = add(complete, "applicationName", APPLICATION_NAME);
        // Else every text is sent as nvarchar, and comparing one with an indexed varchar column scans the table.
        return add(complete, "sendStringParametersAsUnicode", false);
    }

    @Override
    String limited(String url) {
        String limited = add(url, "lockTimeout", LOCK_TIMEOUT.toMillis());
        limited = add(limited, "queryTimeout", STATEMENT_TIMEOUT.toSeconds());
        return add(limited, "socketTimeout", SOCKET_TIMEOUT.toMillis());
    }

    private static String add(String url, String name, Object value) {
        return addUnlessSet(url, ';', ';', name, value);
    }

    /** Here the database's name is a parameter. */
    @Override
    String display(String url) {
        String database = PARAMETER
                .matcher(url)
                .results()
                .filter(parameter ->
                        DATABASE_NAME.contains(parameter.group(1).strip().toLowerCase(Locale.ROOT)))
                .map(parameter -> ";databaseName=" + parameter.group(2).strip())
                .findFirst()
                .orElse("");
        return super.display(url) + database;
    }

    @Override
    Failure failure(int code, String state) {
        if (DUPLICATE.contains(code)) {
            return Failure.DUPLICATE;
        }
        if (CONFLICT.contains(code)) {
            return Failure.CONFLICT;
        }
        if (BROKEN.contains(code)) {
            return Failure.BROKEN;
        }
        return BUSY.contains(code) ? Failure.BUSY : Failure.FAULT;
    }

    @Override
    int unicode() {
        return Types.NVARCHAR;
    }

    @Override
    String refusal(SQLException e) {
        if (e.getErrorCode() == LOGIN_FAILED) {
            return "refuses the user name or the password";
        }
        if (e.getErrorCode() == CANNOT_OPEN_DATABASE) {
            return "doesn't exist or is not for this user";
        }
        return "can't be reached or opened: " + e.getMessage();
    }

    @Override
    String offlineUrl() {
        return "offline:mssql?version=16.0";
    }

    @Override
    Turn takeTurnToMigrate(Connection connection) throws SQLException {
        run(connection, """
                DECLARE @result INT;
                EXEC @result = sp_getapplock @Resource = '%s', @LockMode = 'Exclusive', @LockOwner = 'Session',
                    @LockTimeout = %d;
                IF @result < 0 THROW 50000, 'another instance has been migrating for too long', 1;
                """.formatted(MIGRATION_LOCK, MIGRATION_WAIT.toMillis()));
        return () ->
                run(connection, "EXEC sp_releaseapplock @Resource = '" + MIGRATION_LOCK + "', @LockOwner = 'Session'");
    }

    @Override
    boolean isAbandoned(Connection connection, String lockTable) {
        return true;
    }
}
