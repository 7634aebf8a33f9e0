package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the command is told, by its options. */
class RegisterCommandTest {

    @TempDir
    Path folder;

    @Test
    void has_the_device_say_of_itself_what_it_was_told() {
        RegisterOptions options =
                options("--location", " Hall 3 ", "--type", "pump", "--attribute", "b=x=\"y\"", "--attribute", "a=");
        assertThat(options.body())
                .isEqualTo("{\"name\":\"Pump 1\",\"location\":\"Hall 3\",\"type\":\"pump\","
                        + "\"attributes\":{\"a\":\"\",\"b\":\"x=\\\"y\\\"\"}}");
    }

    @Test
    void says_nothing_that_it_was_not_told() {
        RegisterOptions options = options();
        assertThat(options.body()).isEqualTo("{\"name\":\"Pump 1\"}");
        assertThat(options.replace()).isFalse();
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(300));
        assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void keeps_the_key_where_a_link_leads() throws Exception {
        Path file = Files.writeString(folder.toRealPath().resolve("there"), "");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(options("--device-key-file", link.toString()).deviceKeyFile())
                .isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "--server, http://example.com, --insecure-http",
        "--name, ' ', must not be empty",
        "--location, 'a\u0007b', control",
        "--type, 12345678901234567890123456789012345678901234567890123456789012345, 64",
        "--attribute, novalue, NAME=VALUE",
        "--attribute, =value, key",
        "--key-file, pvk_abc, other users can read command lines",
        "--device-key-file, /, is not the name of a file",
        "--timeout, 0, 1 to 86400",
        "--timeout, soon, 1 to 86400",
        "--request-timeout, 601, 1 to 600"
    })
    void refuses_what_the_service_would_refuse(String option, String value, String saying) {
        assertThatThrownBy(() -> options(option, value))
                .isInstanceOfSatisfying(
                        NotRegisteredException.class,
                        e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
                .hasMessageStartingWith(option + ": ")
                .hasMessageContaining(saying);
    }

    @Test
    void refuses_an_attribute_that_is_given_twice() {
        assertThatThrownBy(() -> options("--attribute", "a=1", "--attribute", "a=2"))
                .hasMessageContaining("--attribute: is given twice: a");
    }

    /** With these in place of, or beside, what a good command line has. */
    private RegisterOptions options(String... more) {
        List<String> arguments = new ArrayList<>();
        List<String> others = List.of(more);
        List.of(
                        List.of("--server", "https://example.com"),
                        List.of("--name", "Pump 1"),
                        List.of("--key-file", "-"),
                        List.of(
                                "--device-key-file",
                                folder.resolve("device.key").toString()))
                .stream()
                .filter(option -> !others.contains(option.get(0)))
                .forEach(arguments::addAll);
        arguments.addAll(others);
        CommandSpec spec = CommandSpec.create();
        RegisterCommand.addOptions(spec);
        return RegisterOptions.of(new CommandLine(spec).parseArgs(arguments.toArray(String[]::new)));
    }
}
