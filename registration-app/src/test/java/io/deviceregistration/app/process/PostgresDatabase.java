package io.deviceregistration.app.process;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of the tests' server, seen as the app's user sees it. */
record PostgresDatabase(String url) {

    /** The command with what the app needs to open this database. */
    AppCommand settings(AppCommand command) {
        return command.with("REGISTRATION_DB_URL", url)
                .with("REGISTRATION_DB_USER", Postgres.USER)
                .with("REGISTRATION_DB_PASSWORD", Postgres.PASSWORD);
    }

    void run(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows, each with its columns side by side. */
    List<String> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(line(rows));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Waits until a connection can be made, trying without pause, and tells when that was ({@link System#nanoTime}). */
    long awaitConnection() {
        long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
        while (true) {
            try {
                connect().close();
                return System.nanoTime();
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("no connection to " + url, e);
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, Postgres.USER, Postgres.PASSWORD);
    }

    private static String line(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getString(i));
        }
        return String.join(" | ", values);
    }
}
