package io.deviceregistration.persistence.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As which types the driver declares and sends what is bound. */
final class DriverParametersTest {

    /** microsoft.sql.Types.GUID and DATETIMEOFFSET. */
    private static final int MICROSOFT_GUID = -145;

    private static final int MICROSOFT_DATETIMEOFFSET = -155;

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-24T23:11:12.1234567-02:30");

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void sends_values(String what, Binding binding, String declared, String sent, Object value) throws SQLException {
        Parameter parameter = sent("", binding);
        assertThat(parameter).isEqualTo(new Parameter("@P0", declared, parameter.sent(), value));
        assertThat(parameter.sent()).hasToString(sent);
    }

    private static Stream<Arguments> sends_values() {
        String limit = "ä".repeat(4000);
        String longer = limit + "ö";
        return Stream.of(
                binding("string", s -> s.setString(1, "Über"), "nvarchar(4000)", "Über"),
                binding("empty string", s -> s.setString(1, ""), "nvarchar(4000)", ""),
                binding("string at the limit", s -> s.setString(1, limit), "nvarchar(4000)", limit),
                binding("longer string", s -> s.setString(1, longer), "nvarchar(max)", longer),
                binding("national string", s -> s.setNString(1, "Über 😀"), "nvarchar(4000)", "Über 😀"),
                binding("uuid", s -> s.setObject(1, ID), "uniqueidentifier", ID),
                binding("time", s -> s.setObject(1, TIME), "datetimeoffset", "datetimeoffset(7)", TIME),
                binding(
                        "time of a type",
                        s -> s.setObject(1, TIME, Types.TIMESTAMP_WITH_TIMEZONE, 3),
                        "datetimeoffset",
                        "datetimeoffset(7)",
                        TIME),
                binding(
                        "time without offset",
                        s -> s.setObject(1, TIME.toLocalDateTime()),
                        "datetime2",
                        "datetime2(7)",
                        TIME.toLocalDateTime()),
                binding("int", s -> s.setInt(1, -7), "int", -7),
                binding("bigint", s -> s.setLong(1, Long.MIN_VALUE), "bigint", Long.MIN_VALUE),
                binding("smallint", s -> s.setShort(1, (short) -7), "smallint", -7),
                binding("bit", s -> s.setBoolean(1, true), "bit", true),
                binding("float", s -> s.setDouble(1, 0.1), "float", 0.1),
                binding("real", s -> s.setFloat(1, 0.1f), "float", "real", 0.1f));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void sends_nulls(String what, Binding binding, String declared, String sent) throws SQLException {
        Parameter parameter = sent("", binding);
        assertThat(parameter).isEqualTo(new Parameter("@P0", declared, parameter.sent(), null));
        assertThat(parameter.sent()).hasToString(sent);
    }

    private static Stream<Arguments> sends_nulls() {
        return Stream.of(
                nullOf("VARCHAR", s -> s.setNull(1, Types.VARCHAR), "nvarchar(4000)"),
                nullOf("NVARCHAR", s -> s.setNull(1, Types.NVARCHAR), "nvarchar(4000)"),
                nullOf("string", s -> s.setString(1, null), "nvarchar(4000)"),
                nullOf("object", s -> s.setObject(1, null), "nvarchar(4000)"),
                nullOf("OTHER", s -> s.setNull(1, Types.OTHER), "varbinary(8000)"),
                nullOf("NULL", s -> s.setNull(1, Types.NULL), "varbinary(8000)"),
                nullOf("INTEGER", s -> s.setNull(1, Types.INTEGER), "int"),
                nullOf("GUID", s -> s.setNull(1, MICROSOFT_GUID), "uniqueidentifier"),
                nullOfTime(s -> s.setNull(1, Types.TIMESTAMP_WITH_TIMEZONE)),
                nullOfTime(s -> s.setObject(1, null, Types.TIMESTAMP_WITH_TIMEZONE)),
                nullOfTime(s -> s.setNull(1, MICROSOFT_DATETIMEOFFSET)));
    }

    @Test
    void sends_strings_in_the_code_page_if_told_to_but_not_national_ones() throws SQLException {
        String inCodePage = ";sendStringParametersAsUnicode=false";
        assertThat(sent(inCodePage, s -> s.setString(1, "Über")).declared()).isEqualTo("varchar(8000)");
        assertThat(sent(inCodePage, s -> s.setString(1, "Über")).value()).isEqualTo("Über");
        assertThat(sent(inCodePage, s -> s.setString(1, "x".repeat(8001))).declared())
                .isEqualTo("varchar(max)");
        assertThat(sent(inCodePage, s -> s.setNull(1, Types.VARCHAR)).declared())
                .isEqualTo("varchar(8000)");
        assertThat(sent(inCodePage, s -> s.setNString(1, "Über")).declared()).isEqualTo("nvarchar(4000)");
        assertThat(sent(inCodePage, s -> s.setObject(1, "Über", Types.NVARCHAR)).declared())
                .isEqualTo("nvarchar(4000)");
        assertThat(sent(inCodePage, s -> s.setNull(1, Types.NVARCHAR)).declared())
                .isEqualTo("nvarchar(4000)");
    }

    @ParameterizedTest
    @ValueSource(ints = {Types.OTHER, Types.TIMESTAMP_WITH_TIMEZONE})
    void refuses_a_uuid_as_anything_else(int type) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> sent("", s -> s.setObject(1, ID, type)))
                .withMessageContaining("GUID");
    }

    private static Parameter sent(String properties, Binding binding) throws SQLException {
        try (ScriptedTdsServer server = ScriptedTdsServer.start();
                Connection connection = Driver.connect(server, properties);
                PreparedStatement statement = connection.prepareStatement("UPDATE devices SET x = ?")) {
            binding.bind(statement);
            statement.executeUpdate();
            return server.calls("UPDATE").get(0).parameters().get(0);
        }
    }

    private static Arguments binding(String what, Binding binding, String type, Object value) {
        return binding(what, binding, type, type, value);
    }

    private static Arguments binding(String what, Binding binding, String declared, String sent, Object value) {
        return Arguments.of(what, binding, declared, sent, value);
    }

    private static Arguments nullOf(String what, Binding binding, String type) {
        return Arguments.of("null of " + what, binding, type, type);
    }

    private static Arguments nullOfTime(Binding binding) {
        return Arguments.of("null of a time", binding, "datetimeoffset", "datetimeoffset(7)");
    }
}
