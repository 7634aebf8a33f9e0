package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deviceregistration.app.appliance.Fault;
import io.deviceregistration.app.appliance.FaultyProxy;
import io.deviceregistration.app.process.Api.ProvisioningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An appliance registers with the packaged app, by the command and by the script, as processes that are killed as well. */
@ParameterizedClass
@EnumSource(Way.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegisterIT {

    private static final int USAGE = 2;
    private static final int PROVISIONING_KEY_REFUSED = 3;
    private static final int NOT_REACHED = 5;
    private static final int TERMINATED = 143;

    @TempDir
    static Path serverFolder;

    private static AppProcess app;
    private static Api api;
    private static ProvisioningKey key;

    @Parameter
    Way way;

    @TempDir
    Path folder;

    private AppCommand command;
    private String name;

    @BeforeAll
    static void serve() {
        AppCommand command = AppCommand.withDatabaseIn(serverFolder);
        app = command.serve();
        api = Api.of(app, command);
        key = api.createKey();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void make_an_appliance() throws IOException {
        command = AppCommand.in(folder);
        if (way == Way.SCRIPT) {
            Curl.require(command, "the appliance's script");
        }
        name = "Pump " + folder.getFileName();
        Files.writeString(folder.resolve("provisioning.key"), key.key() + "\n");
    }

    @Test
    void registers_once_and_finds_nothing_to_do_afterwards() throws IOException {
        List<String> said = register(
                        "--location", "Hall \"3\"", "--type", "a\\b", "--attribute", "k=v=\"1\"", "--attribute", "ü=")
                .assertWentWell()
                .out();
        JsonNode device = device();
        assertThat(said)
                .containsExactly(
                        "{\"device_id\":\"" + device.get("device_id").textValue() + "\",\"tenant_id\":\"demo\"}");
        assertThat(device.get("location").textValue()).isEqualTo("Hall \"3\"");
        assertThat(device.get("type").textValue()).isEqualTo("a\\b");
        assertThat(device.get("attributes")).hasToString("{\"k\":\"v=\\\"1\\\"\",\"ü\":\"\"}");

        Files.delete(folder.resolve("provisioning.key"));
        String deviceKey = deviceKey();
        assertThat(register().assertWentWell().out()).isEqualTo(said);
        assertThat(deviceKey()).isEqualTo(deviceKey);
    }

    @Test
    void takes_the_provisioning_key_from_standard_input() throws IOException {
        List<String> words = new ArrayList<>(way.program());
        words.addAll(List.of(
                "--server",
                app.url().toString(),
                "--name",
                name,
                "--key-file",
                "-",
                "--device-key-file",
                "device.key"));
        command.shell("'" + String.join("' '", words) + "' < provisioning.key").assertWentWell();
        assertIsTheOneDevice();
    }

    @Test
    void takes_the_key_without_the_blanks_around_it_and_none_with_a_blank_in_it() throws IOException {
        String text = key.key();
        Path file = folder.resolve("provisioning.key");
        Files.writeString(file, text.substring(0, 20) + " " + text.substring(20) + "\n");
        assertEnds(PROVISIONING_KEY_REFUSED, register(), "no provisioning key");
        Files.writeString(file, " \t" + text + " \r\nas of May\n");
        register().assertWentWell();
        assertIsTheOneDevice();
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER_LOST", "BODY_CUT", "LATE"})
    void gets_over_a_bad_connection(Fault fault) throws IOException {
        try (FaultyProxy proxy = FaultyProxy.to(app.url(), List.of(fault, Fault.UNAVAILABLE))) {
            Ended ended = run(proxy.url(), "--request-timeout", "1");
            assertThat(ended.status()).as("%s", ended).isZero();
            assertThat(ended.err()).isNotEmpty().allMatch(line -> line.contains("; trying again in "));
        }
        assertIsTheOneDevice();
    }

    /** The first request is on its way, its answer is, or the key is stored and was not used. */
    @ParameterizedTest
    @CsvSource({"1, LATE, false", "1, SILENCE, false", "2, LATE, true"})
    void goes_on_after_it_was_killed(int request, Fault fault, boolean keyIsStored) throws Exception {
        CountDownLatch reached = new CountDownLatch(request);
        FaultyProxy proxy = FaultyProxy.asking(app.url(), line -> {
            reached.countDown();
            return reached.getCount() == 0 ? fault : Fault.NONE;
        });
        try (AppProcess process = start(proxy.url())) {
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("device.key.attempt")).isNotEmptyFile();
            assertThat(Files.exists(folder.resolve("device.key"))).isEqualTo(keyIsStored);
            ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
            // What the script had started ends by this.
            proxy.close();
        }
        register().assertWentWell();
        assertIsTheOneDevice();
    }

    @Test
    void goes_on_after_it_was_told_to_stop() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        FaultyProxy proxy = FaultyProxy.asking(app.url(), line -> {
            reached.countDown();
            return Fault.SILENCE;
        });
        try (AppProcess process = start(proxy.url())) {
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            process.terminate();
            proxy.close();
            assertThat(process.awaitEnd().status()).isEqualTo(TERMINATED);
        }
        register().assertWentWell();
        assertIsTheOneDevice();
    }

    @Test
    void gives_up_in_time() {
        assertEnds(NOT_REACHED, run("http://127.0.0.1:1", "--timeout", "1"), "can't be reached", "run it again");
    }

    @Test
    void repeats_no_key_that_was_typed_in_the_wrong_place() {
        for (List<String> words :
                List.of(List.of(key.key()), List.of("--key=" + key.key()), List.of("--key-file", key.key()))) {
            Ended ended = run(app.url().toString(), words.toArray(String[]::new));
            assertEnds(USAGE, ended, ": ");
            ended.assertHides(key.key().substring(30));
        }
        assertThat(folder.resolve("device.key")).doesNotExist();
    }

    private AppProcess start(String url, String... more) {
        List<String> words = new ArrayList<>(way.program());
        List<String> others = List.of(more);
        List.of(
                        List.of("--server", url),
                        List.of("--name", name),
                        List.of("--key-file", "provisioning.key"),
                        List.of("--device-key-file", "device.key"))
                .stream()
                .filter(option -> !others.contains(option.get(0)))
                .forEach(words::addAll);
        words.addAll(others);
        return command.program(words);
    }

    private Ended run(String url, String... more) {
        try (AppProcess process = start(url, more)) {
            return process.awaitEnd();
        }
    }

    private Ended register(String... more) {
        return run(app.url().toString(), more);
    }

    private static void assertEnds(int status, Ended ended, String... saying) {
        assertThat(ended.status()).as("%s", ended).isEqualTo(status);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).last().asString().contains(saying);
    }

    private String deviceKey() throws IOException {
        return Files.readString(folder.resolve("device.key")).strip();
    }

    /** The one device of this name. */
    private JsonNode device() {
        List<JsonNode> devices = api.list("/api/v1/devices").stream()
                .filter(device -> device.get("name").textValue().equals(name))
                .toList();
        assertThat(devices).hasSize(1);
        return devices.get(0);
    }

    /** There is one such device, its key is here and works, is its owner's alone, and nothing else is left. */
    private void assertIsTheOneDevice() throws IOException {
        assertThat(api.self(deviceKey())).isEqualTo(device().get("device_id").textValue());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("device.key"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .map(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("provisioning.key", "device.key");
        }
    }
}
