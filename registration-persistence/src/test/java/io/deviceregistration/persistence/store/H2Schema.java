package io.deviceregistration.persistence.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What Liquibase makes of an empty H2 database, as a script: it runs in a fraction of the time. */
final class H2Schema {

    private static final String SCRIPT = script();

    private H2Schema() {}

    static void makeIn(TestDatabase database) {
        database.run(SCRIPT);
    }

    private static String script() {
        try (TestDatabase database = TestDatabase.inMemory()) {
            database.open();
            try (var connection = database.connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SCRIPT")) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return String.join("\n", lines);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
