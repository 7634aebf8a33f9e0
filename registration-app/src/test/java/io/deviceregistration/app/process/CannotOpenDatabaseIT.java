package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that can't be opened: one line that names it without its secrets and says what to do, and status 1. */
class CannotOpenDatabaseIT {

    private static final int CANNOT_START = 1;
    private static final String SECRET = "top-secret";

    @TempDir
    Path folder;

    private AppCommand command;

    @BeforeEach
    void with_a_password() {
        command = AppCommand.in(folder)
                .with("REGISTRATION_DB_USER", Postgres.USER)
                .with("REGISTRATION_DB_PASSWORD", SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:tcp://127.0.0.1:%d/registration, '', can't be opened",
        "jdbc:postgresql://127.0.0.1:%d/registration, ?password=top-secret, check its address",
        "jdbc:sqlserver://127.0.0.1:%d;databaseName=registration, ;password=top-secret, Verify the connection properties",
    })
    void refuses_a_port_where_nobody_listens(String url, String parameters, String saying) throws IOException {
        String named;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            named = url.formatted(free.getLocalPort());
        }
        assertRefused(named, parameters, saying);
    }

    /** It takes the connection and then says nothing. */
    @Test
    void refuses_a_server_that_is_silent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String address = "//127.0.0.1:" + silent.getLocalPort();
            Race.of(List.of(
                    () -> assertRefused("jdbc:postgresql:" + address + "/registration", "", "check its address"),
                    () -> assertRefused("jdbc:sqlserver:" + address, "", "can't be reached")));
        }
    }

    /** The pool would show all of it. */
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:99999/registration, ?password=top-secret, its driver can't read",
        "jdbc:postgresql://127.0.0.1:x/registration, ?password=top-secret, its driver can't read",
        "jdbc:sqlserver://127.0.0.1:x, ;password=top-secret, port number x is not valid",
    })
    void refuses_a_url_that_its_driver_can_t_read(String url, String parameters, String saying) {
        assertRefused(url, parameters, saying);
    }

    @Test
    void refuses_an_unknown_host() {
        assertRefused("jdbc:postgresql://no-such-host.invalid/registration", "", "check its address");
    }

    @Test
    void refuses_a_wrong_password() {
        assertRefused(Postgres.shared().database("postgres").url(), "", "refuses the user name or the password");
    }

    @Test
    void refuses_a_wrong_password_without_logging_it() {
        String url = Postgres.shared().database("postgres").url();
        Ended ended = command.run("--db-url", url + "?password=" + SECRET, "--log-level", "trace");
        assertThat(ended.status()).isEqualTo(CANNOT_START);
        // At this level others, in threads of their own, may have something to say after it.
        assertThat(ended.err())
                .anySatisfy(line -> assertThat(line).startsWith("registration-app: the database " + url + " refuses"));
        ended.assertHides(SECRET);
    }

    @Test
    void asks_for_a_password_that_is_not_set() {
        command = command.with("REGISTRATION_DB_PASSWORD", "");
        assertRefused(Postgres.shared().database("postgres").url(), "", "password");
    }

    @Test
    void refuses_a_server_that_lacks_encryption_where_it_is_asked_for() {
        assertRefused(Postgres.shared().database("postgres").url(), "?sslmode=require", "SSL");
    }

    @Test
    void refuses_a_database_that_is_not_there() {
        command = command.with("REGISTRATION_DB_PASSWORD", Postgres.PASSWORD);
        assertRefused(Postgres.shared().database("absent").url(), "", "doesn't exist", "create it");
    }

    private Ended assertRefused(String url, String parameters, String... saying) {
        return command.run("--db-url", url + parameters)
                .assertRefused(CANNOT_START, "the database " + url + " ")
                .assertRefused(CANNOT_START, saying)
                .assertHides(SECRET, Postgres.PASSWORD);
    }
}
