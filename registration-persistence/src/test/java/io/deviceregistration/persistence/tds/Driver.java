package io.deviceregistration.persistence.tds;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Microsoft's driver in the hands of a test. */
final class Driver {

    private Driver() {}

    static Connection connect(ScriptedTdsServer server) throws SQLException {
        return connect(server, "");
    }

    /** @param properties each after a semicolon */
    static Connection connect(ScriptedTdsServer server, String properties) throws SQLException {
        return DriverManager.getConnection(server.url() + properties, "app", "secret");
    }

    static int insert(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO devices (name) VALUES (?)")) {
            statement.setString(1, name);
            return statement.executeUpdate();
        }
    }
}
