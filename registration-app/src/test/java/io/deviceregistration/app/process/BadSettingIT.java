package io.deviceregistration.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that are wrong by themselves: one line that names where they were set and what is allowed, and status 2. */
class BadSettingIT {

    private static final int USAGE = 2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource
    void refuses_a_bad_value_by_its_flag(String flag, String value, String saying) {
        AppCommand.in(folder).run(flag, value).assertRefused(USAGE, flag, saying);
    }

    static Stream<Arguments> refuses_a_bad_value_by_its_flag() {
        return Stream.of(
                Arguments.of("--http-port", "many", "a whole number from 0 to 65535"),
                Arguments.of("--http-port", "65536", "a whole number from 0 to 65535"),
                Arguments.of("--http-port", "-1", "a whole number from 0 to 65535"),
                Arguments.of("--http-host", "0.0.0.0", "loopback"),
                Arguments.of("--http-host", "::", "loopback"),
                // Reserved for documentation, RFC 5737: no machine's address.
                Arguments.of("--http-host", "192.0.2.1", "loopback"),
                Arguments.of("--hashing", "md5", "argon2id, hmac-sha256"),
                Arguments.of("--hashing", "hmac-sha256", "pepper file"),
                Arguments.of("--pepper-file", "absent.txt", "does not exist"),
                Arguments.of("--argon2-memory-kib", "99999999", "from 8 to 262144"),
                Arguments.of("--argon2-iterations", "1000", "from 1 to 64"),
                Arguments.of("--hashing-concurrency", "5000", "from 1 to 1024"),
                Arguments.of("--db-pool-size", "0", "from 1 to 1000"),
                Arguments.of("--auth-cache-ttl", "601s", "seconds from 0 to 600, such as 10s"),
                Arguments.of("--auth-cache-ttl", "soon", "seconds from 0 to 600, such as 10s"),
                Arguments.of("--auth-cache-size", "-1", "a whole number from 0 to 10000000"),
                Arguments.of("--db-url", "jdbc:nothing:at:all", "jdbc:h2:"),
                Arguments.of("--db-url", "jdbc:postgresql://me:p@host/db", "before the host"),
                Arguments.of("--data-dir", "one;two", "semicolon"),
                Arguments.of("--trusted-proxies", "10.0.0.1,proxy.example.com", "such as 10.0.0.7 or 10.0.0.0/8"),
                Arguments.of("--trusted-proxies", "10.0.0.7/8", "the block is 10.0.0.0/8"),
                Arguments.of("--proxy-header", "x-real-ip", "x-forwarded-for or forwarded"),
                Arguments.of("--failed-credentials-per-minute", "0", "from 1 to 100000"),
                Arguments.of("--cors-origins", "*", "such as https://example.com"),
                Arguments.of("--cors-origins", "https://console.example.com:443", "a port only if"),
                Arguments.of("--log-level", "loud", "error, warn, info, debug, trace"),
                Arguments.of("--log-format", "xml", "plain or json"),
                Arguments.of("--drain-period", "601s", "seconds from 0 to 600, such as 10s"),
                Arguments.of("--management-port", "65536", "a whole number from 0 to 65535"),
                Arguments.of("--management-host", "127.0.0.1", "only together with --management-port"),
                Arguments.of("--config", "absent.properties", "there is no settings file absent.properties"));
    }

    @Test
    void tells_what_is_wrong_with_the_file() throws IOException {
        Path file = folder.resolve("app.properties");
        Files.write(file, new byte[] {'x', '=', (byte) 0xe4, '\n'});
        AppCommand.in(folder)
                .run("--config", "app.properties")
                .assertRefused(USAGE, "the settings file app.properties isn't text in UTF-8");
        Files.writeString(file, "data-dir=C:\\users\n");
        AppCommand.in(folder)
                .run("--config", "app.properties")
                .assertRefused(USAGE, "app.properties has a \\u without", "a backslash is written \\\\");
    }

    @Test
    void refuses_an_unknown_variable() {
        AppCommand.in(folder)
                .with("REGISTRATION_HTTP_PROT", "8081")
                .run()
                .assertRefused(USAGE, "REGISTRATION_HTTP_PROT", "REGISTRATION_HTTP_PORT");
    }

    @Test
    void refuses_a_bad_value_by_its_variable() {
        AppCommand.in(folder)
                .with("REGISTRATION_HTTP_PORT", "many")
                .run()
                .assertRefused(USAGE, "REGISTRATION_HTTP_PORT", "a whole number from 0 to 65535");
    }

    @Test
    void refuses_an_unknown_setting_in_the_file() throws IOException {
        Files.writeString(folder.resolve("app.properties"), "http-prot=8081\n");
        AppCommand.in(folder)
                .run("--config", "app.properties")
                .assertRefused(USAGE, "app.properties", "http-prot", "http-port");
    }

    @Test
    void refuses_a_bad_value_in_the_file() throws IOException {
        Files.writeString(folder.resolve("app.properties"), "http-port=many\n");
        AppCommand.in(folder)
                .run("--config", "app.properties")
                .assertRefused(USAGE, "http-port in app.properties", "a whole number from 0 to 65535");
    }
}
