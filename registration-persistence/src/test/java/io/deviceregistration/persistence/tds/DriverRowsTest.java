package io.deviceregistration.persistence.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver makes of rows. */
final class DriverRowsTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-24T23:11:12.123-02:30");

    private final ScriptedTdsServer server = ScriptedTdsServer.start();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = Driver.connect(server);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void reads_values_and_nulls_of_every_type() throws SQLException {
        Reply.Rows rows = Reply.rows(
                        Column.uniqueidentifier("id"),
                        Column.nvarchar("name", 100),
                        Column.varchar("status", 20),
                        Column.nvarcharMax("attributes"),
                        Column.datetimeoffset("seen", 3),
                        Column.integer("uses"),
                        Column.bigint("total"),
                        Column.bit("active"))
                .row(ID, "Über 😀", "aktiv ü", "{}", TIME, -7, Long.MAX_VALUE, true)
                .row(null, null, null, null, null, null, null, null);
        server.when("FROM devices").then(rows);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM devices")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getObject("id", UUID.class)).isEqualTo(ID);
            assertThat(row.getString("id")).isEqualTo("01234567-89AB-CDEF-0123-456789ABCDEF");
            assertThat(row.getString("name")).isEqualTo("Über 😀");
            assertThat(row.getString("status")).isEqualTo("aktiv ü");
            assertThat(row.getString("attributes")).isEqualTo("{}");
            assertThat(row.getObject("seen", OffsetDateTime.class)).isEqualTo(TIME);
            assertThat(row.getInt("uses")).isEqualTo(-7);
            assertThat(row.getLong("total")).isEqualTo(Long.MAX_VALUE);
            assertThat(row.getBoolean("active")).isTrue();
            assertThat(row.next()).isTrue();
            for (int column = 1; column <= 8; column++) {
                assertThat(row.getObject(column)).isNull();
            }
            assertThat(row.getObject("id", UUID.class)).isNull();
            assertThat(row.getObject("seen", OffsetDateTime.class)).isNull();
            assertThat(row.getInt("uses")).isZero();
            assertThat(row.wasNull()).isTrue();
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void reads_text_longer_than_a_packet() throws SQLException {
        String text = "0123456789".repeat(2_000);
        server.when("FROM devices")
                .then(Reply.rows(Column.nvarcharMax("attributes"))
                        .row(text)
                        .row("")
                        .row("x"));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT attributes FROM devices")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(text);
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEmpty();
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("x");
        }
    }

    @Test
    void reads_rows_that_a_changing_statement_gives_out() throws SQLException {
        server.when("OUTPUT inserted.id")
                .then(Reply.rows(Column.uniqueidentifier("id")).row(ID));
        try (var statement =
                connection.prepareStatement("UPDATE devices SET status = ? OUTPUT inserted.id WHERE id = ?")) {
            statement.setString(1, "active");
            statement.setObject(2, ID);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getObject(1, UUID.class)).isEqualTo(ID);
            }
        }
    }

    @Test
    void finds_nothing_where_there_is_no_rule() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM devices")) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void counts_changed_rows() throws SQLException {
        server.when("UPDATE").thenUpdated(3_000_000_000L);
        server.when("DELETE").thenUpdated(0);
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeLargeUpdate("UPDATE devices SET x = 1")).isEqualTo(3_000_000_000L);
            assertThat(statement.executeUpdate("DELETE FROM devices")).isZero();
            assertThat(statement.executeUpdate("INSERT INTO devices VALUES (1)"))
                    .isEqualTo(1);
        }
    }
}
