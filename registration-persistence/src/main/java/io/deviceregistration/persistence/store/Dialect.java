package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.HikariConfig;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All in which the databases differ that the store runs on. Errors are told by vendor code or SQLSTATE, never by message.
 * Immutable.
 */
abstract class Dialect {

    /** How long making a connection may take. */
    static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(5);

    /** How long a statement may wait for another transaction's lock. */
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    /** How long a statement may take. */
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);

    /** How long the database may be silent before it counts as gone: longer than a statement may take. */
    static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    /** What the database's own lists of sessions call this service. */
    static final String APPLICATION_NAME = "device-registration";

    private static final Pattern PARAMETERS = Pattern.compile("[;?].*", Pattern.DOTALL);

    /** No driver here takes them before the host, but people write them there. */
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");

    private final String prefix;

    Dialect(String prefix) {
        this.prefix = prefix;
    }

    static Dialect of(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> new H2Dialect();
            case POSTGRESQL -> new PostgresDialect();
            case SQLSERVER -> new SqlServerDialect();
        };
    }

    /** @throws IllegalArgumentException if no store serves such a URL */
    static Dialect of(String url) {
        return Arrays.stream(DatabaseKind.values())
                .map(Dialect::of)
                .filter(dialect -> url.startsWith(dialect.prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the database URL must begin with jdbc:h2:, jdbc:postgresql: or jdbc:sqlserver:"));
    }

    /**
     * The dialect of the database that its driver calls so, whatever wraps the driver.
     *
     * @throws CannotOpenStoreException if the store doesn't run on it
     */
    static Dialect ofProduct(String product) {
        return switch (product) {
            case "H2" -> new H2Dialect();
            case "PostgreSQL" -> new PostgresDialect();
            case "Microsoft SQL Server" -> new SqlServerDialect();
            default ->
                throw new CannotOpenStoreException(
                        "the store runs on H2, PostgreSQL and Microsoft SQL Server, and not on " + product);
        };
    }

    /** The URL with the settings that the store's guarantees need; whatever the URL sets already is left as it is. */
    abstract String completed(String url);

    /** The completed URL with limits on how long one call may take; migrations do without. */
    String limited(String url) {
        return url;
    }

    /** Has the pool, whose user and password are set, make its connections to what the URL names. */
    void connect(HikariConfig pool, String url) {
        pool.setJdbcUrl(url);
    }

    /** The URL without credentials and parameters, but with the database's name: it may be shown to anybody. */
    String display(String url) {
        return CREDENTIALS.matcher(PARAMETERS.matcher(url).replaceFirst("")).replaceFirst("//");
    }

    /** Whether a statement that is given a time limit leaves none to those that come after it. */
    boolean limitsStatementsOneByOne() {
        return true;
    }

    /** What each of the pool's connections begins with. */
    @Nullable String greeting(String url) {
        return null;
    }

    /** What a connection needs to be told so that its commits are durable; null where they are. */
    @Nullable String durably(String url) {
        return null;
    }

    /** What a connection needs to be told so that it hands out rows as it reads them; null where it does. */
    @Nullable String streaming() {
        return null;
    }

    /** What whoever changes something holds meanwhile, where only one at a time may; null where any number may. */
    @Nullable Lock writing(String url) {
        return null;
    }

    /** What the error means. */
    final Failure failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        Failure told = failure(e.getErrorCode(), state);
        if (told != Failure.FAULT) {
            return told;
        }
        if (e instanceof SQLTimeoutException || isCausedBy(SocketTimeoutException.class, e)) {
            return Failure.BUSY;
        }
        return e instanceof SQLNonTransientConnectionException || state.startsWith("08")
                ? Failure.BROKEN
                : Failure.FAULT;
    }

    /** What the vendor's code and the SQLSTATE mean; {@link Failure#FAULT} where they say nothing of their own. */
    abstract Failure failure(int code, String state);

    /** The {@link Types} code of text that people type. */
    int unicode() {
        return Types.VARCHAR;
    }

    /** The URL for a connection that must not make the database. */
    String withoutCreating(String url) {
        return url;
    }

    /** The database isn't there, but the first connection would make it. */
    boolean isYetToBeMade(SQLException e) {
        return false;
    }

    /** Why the store can't be opened, after "the database ..."; ends with what to do where that is known. */
    abstract String refusal(SQLException e);

    /** What Liquibase calls this database when there is no connection to one. */
    abstract String offlineUrl();

    /** An instance's turn to migrate; others wait until it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /**
     * Waits for other instances that migrate the same database, and keeps them waiting in turn. A turn also ends with its
     * connection, so that of an instance that is killed does.
     *
     * @throws SQLException if that takes too long
     */
    abstract Turn takeTurnToMigrate(Connection connection) throws SQLException;

    /**
     * Whether Liquibase's lock, which is taken, was left behind by an instance that is no more. Asked by who has the
     * turn to migrate.
     */
    abstract boolean isAbandoned(Connection connection, String lockTable) throws SQLException;

    /** The URL with a parameter, unless it is set there already, in whatever case. */
    static String addUnlessSet(String url, char first, char next, String name, Object value) {
        boolean set = Pattern.compile("[?&;]\\s*" + name + "\\s*=", Pattern.CASE_INSENSITIVE)
                .matcher(url)
                .find();
        if (set) {
            return url;
        }
        char separator = url.indexOf(first) < 0 ? first : next;
        return url + (url.endsWith(String.valueOf(separator)) ? "" : separator) + name + "=" + value;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
