package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialectTest {

    @ParameterizedTest
    @CsvSource({
        "23505, DUPLICATE",
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "57P01, BROKEN",
        "57P02, BROKEN",
        "57P03, BROKEN",
        "25006, BROKEN",
        "08006, BROKEN",
        "08001, BROKEN",
        "55P03, BUSY",
        "57014, BUSY",
        "53300, BUSY",
        "53200, BUSY",
        "42601, FAULT",
        "23503, FAULT",
        "22001, FAULT"
    })
    void tells_postgresql_errors_by_their_sqlstate(String state, Failure failure) {
        assertThat(new PostgresDialect().failure(new SQLException("any words", state)))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "2627, 23000, DUPLICATE",
        "2601, 23000, DUPLICATE",
        "1205, 40001, CONFLICT",
        "3960, S0001, CONFLICT",
        "40501, S0001, CONFLICT",
        "10928, S0001, CONFLICT",
        "10929, S0001, CONFLICT",
        "49918, S0001, CONFLICT",
        "49919, S0001, CONFLICT",
        "49920, S0001, CONFLICT",
        "40197, S0001, BROKEN",
        "40613, S0001, BROKEN",
        "3906, S0001, BROKEN",
        "596, S0001, BROKEN",
        "615, S0001, BROKEN",
        "6005, S0001, BROKEN",
        "0, 08S01, BROKEN",
        "1222, S0001, BUSY",
        "701, S0001, BUSY",
        "547, 23000, FAULT",
        "208, S0002, FAULT",
        "8152, 22001, FAULT"
    })
    void tells_sql_server_errors_by_their_number(int number, String state, Failure failure) {
        assertThat(new SqlServerDialect().failure(new SQLException("any words", state, number)))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "23505, DUPLICATE",
        "40001, CONFLICT",
        "90067, BROKEN",
        "90098, BROKEN",
        "90121, BROKEN",
        "50200, BUSY",
        "57014, BUSY",
        "90020, BUSY",
        "50000, BUSY",
        "42001, FAULT",
        "22001, FAULT"
    })
    void tells_h2_errors_by_their_code(int code, Failure failure) {
        assertThat(new H2Dialect().failure(new SQLException("any words", "HY000", code)))
                .isEqualTo(failure);
    }

    @Test
    void takes_no_timeout_for_a_failure_that_passes_at_once() {
        SQLException silent = new SQLException("Read timed out", "08S01", new SocketTimeoutException());
        assertThat(new SqlServerDialect().failure(silent)).isEqualTo(Failure.BUSY);
        assertThat(new PostgresDialect().failure(silent)).isEqualTo(Failure.BUSY);
        assertThat(new SqlServerDialect().failure(new SQLTimeoutException("The query has timed out.", "HY008")))
                .isEqualTo(Failure.BUSY);
    }

    @Test
    void encrypts_and_checks_the_certificate_on_sql_server() {
        assertThat(StoreSettings.of("jdbc:sqlserver://db:1433;databaseName=registration")
                        .url())
                .contains(
                        ";encrypt=true",
                        ";trustServerCertificate=false",
                        ";sendStringParametersAsUnicode=false",
                        ";loginTimeout=5",
                        ";applicationName=device-registration");
    }

    @Test
    void leaves_what_the_url_sets_as_it_is_in_whatever_case() {
        assertThat(StoreSettings.of("jdbc:sqlserver://db; Encrypt = strict").url())
                .doesNotContain("encrypt=true");
        assertThat(StoreSettings.of("jdbc:postgresql://db/registration?connecttimeout=1")
                        .url())
                .startsWith("jdbc:postgresql://db/registration?connecttimeout=1&")
                .doesNotContain("connectTimeout=");
        assertThat(StoreSettings.of("jdbc:h2:file:/data/x;write_delay=500").url())
                .doesNotContain("WRITE_DELAY=0");
    }

    @Test
    void limits_every_call_but_no_migration() {
        SqlServerDialect sqlServer = new SqlServerDialect();
        assertThat(sqlServer.limited("jdbc:sqlserver://db"))
                .isEqualTo("jdbc:sqlserver://db;lockTimeout=10000;queryTimeout=15;socketTimeout=30000");
        assertThat(sqlServer.completed("jdbc:sqlserver://db")).doesNotContain("queryTimeout", "socketTimeout");
        PostgresDialect postgres = new PostgresDialect();
        assertThat(postgres.limited("jdbc:postgresql://db/x")).isEqualTo("jdbc:postgresql://db/x?socketTimeout=30");
        assertThat(postgres.completed("jdbc:postgresql://db/x")).doesNotContain("socketTimeout");
    }
}
