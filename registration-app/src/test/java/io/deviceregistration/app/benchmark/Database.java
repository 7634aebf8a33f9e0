package io.deviceregistration.app.benchmark;

import io.deviceregistration.app.process.AppCommand;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A database to measure on.
 *
 * @param url as the app is given it
 * @param bareUrl the same with what the app adds by itself, for those who have nobody to do so
 * @param shared whether several processes can use it at once
 */
record Database(String name, String url, String bareUrl, String user, String password, boolean shared) {

    static Database h2(Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("benchmark");
        return new Database("H2 file", url, url + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000", "", "", false);
    }

    static Database of(String url, String user, String password) {
        return new Database(
                url.startsWith("jdbc:sqlserver:") ? "SQL Server" : "PostgreSQL", url, url, user, password, true);
    }

    AppCommand settings(AppCommand command) {
        return command.with("REGISTRATION_DB_URL", url)
                .with("REGISTRATION_DB_USER", user)
                .with("REGISTRATION_DB_PASSWORD", password);
    }

    /** What the bare server is told. */
    String[] bareArguments(String provisioningKeyId, String names) {
        return List.of("127.0.0.1", bareUrl, user, password, provisioningKeyId, names)
                .toArray(String[]::new);
    }

    void run(String sql) {
        try (var connection = DriverManager.getConnection(bareUrl, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
