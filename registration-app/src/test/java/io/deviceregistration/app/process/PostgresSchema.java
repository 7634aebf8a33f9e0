package io.deviceregistration.app.process;

import java.util.ArrayList;
import java.util.List;

/** What is in a PostgreSQL database, in lines that can be compared. */
final class PostgresSchema {

    private static final String OWN = " NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

    private static final String RELATIONS = "SELECT n.nspname, c.relkind, c.relname FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname" + OWN + " ORDER BY 1, 2, 3";

    private static final List<String> DETAILS = List.of(
            "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length,"
                    + " datetime_precision, is_nullable, column_default, collation_name"
                    + " FROM information_schema.columns WHERE table_schema" + OWN + " ORDER BY 1, 2",
            "SELECT tablename, indexname, indexdef FROM pg_catalog.pg_indexes WHERE schemaname" + OWN
                    + " ORDER BY 1, 2",
            "SELECT conrelid::regclass, conname, pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = connamespace WHERE nspname" + OWN + " ORDER BY 1, 2",
            "SELECT objoid::regclass, objsubid, description FROM pg_catalog.pg_description"
                    + " JOIN pg_catalog.pg_class c ON c.oid = objoid JOIN pg_catalog.pg_namespace n"
                    + " ON n.oid = relnamespace WHERE nspname" + OWN + " ORDER BY 1, 2");

    /** The change sets in their order, with all that doesn't depend on when they were run. */
    private static final String CHANGE_SETS = "SELECT id, author, filename, exectype, md5sum"
            + " FROM device_registration_changelog ORDER BY orderexecuted";

    private static final String EXECUTIONS =
            "SELECT id, dateexecuted, deployment_id FROM device_registration_changelog ORDER BY orderexecuted";

    private PostgresSchema() {}

    /** Tables, indexes, sequences, views; whoever made them. */
    static List<String> relations(PostgresDatabase database) {
        return database.query(RELATIONS);
    }

    /**
     * The schema in every detail, and the change sets that made it. Without the table of Liquibase's lock: what is printed
     * takes no lock, and where a lock is wanted later the table is made.
     */
    static List<String> of(PostgresDatabase database) {
        List<String> lines = new ArrayList<>(relations(database));
        DETAILS.forEach(sql -> lines.addAll(database.query(sql)));
        lines.addAll(database.query(CHANGE_SETS));
        lines.removeIf(line -> line.contains("device_registration_changelog_lock"));
        return lines;
    }

    /** When each change set was run. */
    static List<String> executions(PostgresDatabase database) {
        return database.query(EXECUTIONS);
    }
}
