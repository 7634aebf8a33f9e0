package io.deviceregistration.persistence.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/** The databases that the store runs on, and all in which they differ. Errors are told by code, never by message. */
enum Database {
    H2 {
        /** Above all, what makes a commit durable when it returns: H2 would leave it for half a second. */
        @Override
        String completed(String url) {
            StringBuilder complete = new StringBuilder(url);
            addUnlessSet(complete, "WRITE_DELAY", "0");
            addUnlessSet(complete, "LOCK_TIMEOUT", "10000");
            if (!url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:")) {
                // The app closes its pool itself, after the last request; H2 must not do so before.
                addUnlessSet(complete, "DB_CLOSE_ON_EXIT", "FALSE");
                // What goes wrong reaches the caller, and by it the log; H2 need not write a file of its own.
                addUnlessSet(complete, "TRACE_LEVEL_FILE", "0");
            }
            if (url.startsWith("jdbc:h2:mem:")) {
                addUnlessSet(complete, "DB_CLOSE_DELAY", "-1");
            }
            return complete.toString();
        }

        private void addUnlessSet(StringBuilder url, String name, String value) {
            if (!url.toString().toUpperCase(Locale.ROOT).contains(";" + name + "=")) {
                url.append(';').append(name).append('=').append(value);
            }
        }

        @Override
        String withoutCreating(String url) {
            return url.startsWith("jdbc:h2:mem:") ? url : url + ";IFEXISTS=TRUE";
        }

        @Override
        String emptyUrl() {
            return "jdbc:h2:mem:";
        }

        @Override
        boolean isAbsent(SQLException e) {
            return e.getErrorCode() == 90146 || e.getErrorCode() == 90149;
        }

        @Override
        boolean isDuplicate(SQLException e) {
            return e.getErrorCode() == 23505;
        }

        @Override
        boolean isUnavailable(SQLException e) {
            return UNAVAILABLE_IN_H2.contains(e.getErrorCode());
        }

        @Override
        boolean isBroken(SQLException e) {
            return BROKEN_IN_H2.contains(e.getErrorCode());
        }

        @Override
        boolean isInUse(SQLException e) {
            return e.getErrorCode() == 90020;
        }
    };

    /**
     * H2's codes (org.h2.api.ErrorCode): object closed, file or network I/O failed, file in use, connection broken,
     * database closed, lock wait over, deadlock, statement cancelled or timed out, database not there.
     */
    private static final Set<Integer> UNAVAILABLE_IN_H2 =
            Set.of(90007, 90028, 90031, 90020, 90067, 90098, 90121, 50200, 40001, 57014, 90146, 90149);

    /** H2's codes: connection broken, database closed. */
    private static final Set<Integer> BROKEN_IN_H2 = Set.of(90067, 90098, 90121);

    /** @throws IllegalArgumentException if no store serves such a URL */
    static Database of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        throw new IllegalArgumentException("the database URL must begin with jdbc:h2:");
    }

    /** The URL with the settings that the store's guarantees need; whoever sets one differently is left alone. */
    abstract String completed(String url);

    /** The URL for a connection that must not make the database. */
    abstract String withoutCreating(String url);

    /** The URL of an empty database of this kind that exists while a connection to it is open. */
    abstract String emptyUrl();

    /** The database isn't there. */
    abstract boolean isAbsent(SQLException e);

    /** A row with the same key is there already. */
    abstract boolean isDuplicate(SQLException e);

    /** The database can't be reached or can't serve the statement just now; a later try may succeed. */
    abstract boolean isUnavailable(SQLException e);

    /** The connection is of no use any more, beyond what every pool knows (SQLSTATE 08). */
    abstract boolean isBroken(SQLException e);

    /** Another process holds the database's file. */
    abstract boolean isInUse(SQLException e);
}
