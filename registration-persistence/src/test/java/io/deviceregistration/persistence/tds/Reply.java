package io.deviceregistration.persistence.tds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the endpoint answers. */
public sealed interface Reply {

    /**
     * As if no rule were there: one row changed by INSERT, UPDATE, DELETE or MERGE, the row 1 for {@code SELECT 1}, no rows
     * for any other SELECT, and success without a count for all else; logins are let in, and transactions begin and end.
     */
    static Reply usual() {
        return new Usual();
    }

    /** A result with these columns and no rows yet; see {@link Rows#row}. */
    static Rows rows(Column... columns) {
        return new Rows(List.of(columns), List.of());
    }

    static Reply updated(long count) {
        return new Updated(count);
    }

    /**
     * @param severity the server's "class": 11 to 16 can be put right by the caller, from 20 on the connection ends
     */
    static Reply error(int number, int state, int severity, String message) {
        return new Failure(number, state, severity, message);
    }

    /** The connection ends without an answer, and what was asked for is not done. */
    static Reply cut() {
        return new Cut(false);
    }

    /** The connection ends without an answer, but what was asked for, say a commit, is done. */
    static Reply doneAndCut() {
        return new Cut(true);
    }

    record Usual() implements Reply {}

    record Rows(List<Column> columns, List<List<@Nullable Object>> values) implements Reply {

        /** The same with another row; see {@link TdsType.Kind} for what a column takes. */
        public Rows row(@Nullable Object... row) {
            if (row.length != columns.size()) {
                throw new IllegalArgumentException(row.length + " values for " + columns.size() + " columns");
            }
            List<List<@Nullable Object>> more = new ArrayList<>(values);
            more.add(Collections.unmodifiableList(Arrays.asList(row.clone())));
            return new Rows(columns, Collections.unmodifiableList(more));
        }
    }

    record Updated(long count) implements Reply {}

    record Failure(int number, int state, int severity, String message) implements Reply {

        /** A deadlock's victim and a failed snapshot lose their transaction; after most other errors it stays open. */
        boolean rollsBack() {
            return number == 1205 || number == 3960;
        }

        boolean endsConnection() {
            return severity >= 20;
        }
    }

    record Cut(boolean done) implements Reply {}

    record Stalled(Stall stall) implements Reply {}
}
