package io.deviceregistration.app.appliance;

import static io.deviceregistration.app.appliance.ExitStatus.ALREADY_REGISTERED;
import static io.deviceregistration.app.appliance.ExitStatus.DEVICE_KEY_REFUSED;
import static io.deviceregistration.app.appliance.ExitStatus.FILE_TROUBLE;
import static io.deviceregistration.app.appliance.ExitStatus.NOT_REACHED;
import static io.deviceregistration.app.appliance.ExitStatus.PROVISIONING_KEY_REFUSED;
import static io.deviceregistration.app.appliance.ExitStatus.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deviceregistration.app.TestApp;
import io.deviceregistration.app.appliance.Administrator.Key;
import io.deviceregistration.app.appliance.ApplianceRegistration.Registered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a registration, by what is stored and what the server says. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApplianceRegistrationTest {

    private static TestApp app;
    private static Administrator administrator;
    private static Key key;

    @TempDir
    Path folder;

    private TestAppliance appliance;

    @BeforeAll
    static void start() {
        app = TestApp.serving(Map.of());
        administrator = new Administrator(app);
        key = administrator.createKey();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void make_an_appliance(TestInfo test) throws IOException {
        String name = test.getDisplayName();
        appliance = new TestAppliance(
                folder,
                test.getTestMethod().orElseThrow().getName()
                        + name.substring(name.length() - 6).hashCode(),
                key.text());
    }

    @Test
    void registers_and_keeps_the_key() throws IOException {
        Registered registered = appliance.register(app.url());
        assertThat(registered.tenantId()).isEqualTo("demo");
        assertThat(administrator.device(registered.deviceId()).get("name").textValue())
                .isEqualTo(appliance.name);
        appliance.assertKeepsItsKeyAndNothingElse();
        assertThat(appliance.said).isEmpty();
    }

    @Test
    void finds_nothing_to_do_when_it_runs_again_without_the_provisioning_key() throws IOException {
        Registered registered = appliance.register(app.url());
        String deviceKey = appliance.deviceKey();
        Files.delete(appliance.keyFile);
        assertThat(appliance.register(app.url())).isEqualTo(registered);
        assertThat(appliance.deviceKey()).isEqualTo(deviceKey);
        assertThat(appliance.files()).containsExactly("device.key");
    }

    @ParameterizedTest
    @EnumSource
    void gets_over_whatever_happens_to_its_first_request(Fault fault) throws IOException {
        appliance.requestTimeout = Duration.ofSeconds(1);
        try (FaultyProxy proxy = proxy(fault)) {
            Registered registered = appliance.register(proxy.url());
            assertThat(appliance.register(app.url())).isEqualTo(registered);
        }
        appliance.assertKeepsItsKeyAndNothingElse();
        assertThat(appliance.said.isEmpty()).isEqualTo(fault == Fault.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void gets_over_whatever_happens_to_the_first_use_of_its_key(Fault fault) throws IOException {
        appliance.requestTimeout = Duration.ofSeconds(1);
        try (FaultyProxy proxy = proxy(Fault.NONE, fault)) {
            Registered registered = appliance.register(proxy.url());
            assertThat(appliance.register(app.url())).isEqualTo(registered);
        }
        appliance.assertKeepsItsKeyAndNothingElse();
    }

    @Test
    void registers_again_when_a_late_request_got_the_device_another_key() throws IOException {
        appliance.requestTimeout = Duration.ofSeconds(1);
        try (FaultyProxy proxy = proxy(Fault.LATE)) {
            Registered registered = appliance.register(proxy.url());
            assertThat(proxy.requests())
                    .containsExactly(
                            "POST /api/v1/devices/register HTTP/1.1",
                            "POST /api/v1/devices/register HTTP/1.1",
                            "GET /api/v1/devices/self HTTP/1.1",
                            "POST /api/v1/devices/register HTTP/1.1",
                            "GET /api/v1/devices/self HTTP/1.1");
            assertThat(appliance.register(app.url())).isEqualTo(registered);
        }
    }

    @Test
    void goes_on_after_a_crash_between_keeping_its_key_and_using_it() throws IOException {
        appliance.sleep = time -> {
            throw new TestAppliance.Crash();
        };
        try (FaultyProxy proxy = proxy(Fault.NONE, Fault.UNAVAILABLE)) {
            assertThatThrownBy(() -> appliance.register(proxy.url())).isInstanceOf(TestAppliance.Crash.class);
            assertThat(appliance.files()).contains("device.key", "device.key.attempt");
            String deviceKey = appliance.deviceKey();
            Files.delete(appliance.keyFile);
            appliance.register(proxy.url());
            assertThat(appliance.deviceKey()).isEqualTo(deviceKey);
            assertThat(appliance.files()).containsExactly("device.key");
        }
    }

    @Test
    void goes_on_with_the_same_registration_after_its_time_was_over() throws IOException {
        appliance.timeout = Duration.ofSeconds(1);
        try (FaultyProxy proxy = proxy(Fault.ANSWER_LOST)) {
            appliance.sleep = time -> {
                throw new TestAppliance.Crash();
            };
            assertThatThrownBy(() -> appliance.register(proxy.url())).isInstanceOf(TestAppliance.Crash.class);
        }
        assertThat(appliance.files()).doesNotContain("device.key");
        appliance.register(app.url());
        assertThat(administrator.deviceNames()).containsOnlyOnce(appliance.name);
        appliance.assertKeepsItsKeyAndNothingElse();
    }

    @Test
    void gives_up_in_time_and_says_why() {
        appliance.timeout = Duration.ofSeconds(1);
        appliance.sleep = time -> Thread.sleep(time.toMillis());
        appliance.failsToRegister(
                "http://127.0.0.1:1", NOT_REACHED, "within 1 s", "can't be reached", "run it again to go on");
    }

    @Test
    void does_not_wait_for_a_server_that_asks_for_more_time_than_there_is() throws IOException {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n")) {
            appliance.failsToRegister(server.url(), NOT_REACHED, "the server answers 503");
            assertThat(appliance.rests).isEmpty();
        }
    }

    @Test
    void leaves_a_server_alone_for_as_long_as_it_asks() throws IOException {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 429 Slow\r\nRetry-After: 50\r\nContent-Length: 0\r\n\r\n")) {
            appliance.sleep = time -> {
                throw new TestAppliance.Crash();
            };
            assertThatThrownBy(() -> appliance.register(server.url())).isInstanceOf(TestAppliance.Crash.class);
            assertThat(appliance.rests)
                    .singleElement()
                    .satisfies(rest -> assertThat(rest).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(51)));
        }
    }

    @Test
    void goes_nowhere_else_than_to_the_server_that_was_named() throws IOException {
        try (RawServer server = RawServer.answering(
                "HTTP/1.1 307 There\r\nLocation: " + app.url() + "/\r\nContent-Length: 0\r\n\r\n")) {
            appliance.failsToRegister(server.url(), REFUSED, "307", "redirects", "--server");
        }
        assertThat(administrator.deviceNames()).doesNotContain(appliance.name);
    }

    @Test
    void takes_no_endless_answer() throws IOException {
        appliance.timeout = Duration.ofSeconds(1);
        try (RawServer server = RawServer.answering(
                "HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n{\"a\":\"" + "x".repeat(BoundedBody.MAX_BYTES))) {
            appliance.failsToRegister(server.url(), NOT_REACHED, "the connection was lost");
        }
    }

    @Test
    void waits_for_no_answer_that_drips() throws IOException {
        appliance.timeout = Duration.ofSeconds(1);
        try (RawServer server =
                RawServer.silentAfter("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"device_key\": \"")) {
            appliance.failsToRegister(server.url(), NOT_REACHED, "no whole answer in time");
        }
    }

    @Test
    void says_that_a_server_is_no_registration_service() {
        appliance.failsToRegister(app.url() + "/elsewhere", REFUSED, "There is nothing at this address");
    }

    @Test
    void refuses_a_provisioning_key_that_is_none_without_asking() throws IOException {
        Files.writeString(appliance.keyFile, key.text().substring(1));
        appliance.failsToRegister("http://127.0.0.1:1", PROVISIONING_KEY_REFUSED, "is no provisioning key");
        assertThat(appliance.files()).containsExactly("provisioning.key");
    }

    @Test
    void says_that_the_provisioning_key_is_unknown() throws IOException {
        try (TestApp other = TestApp.serving(Map.of())) {
            appliance.failsToRegister(other.url(), PROVISIONING_KEY_REFUSED, "mistyped, incomplete or unknown");
        }
    }

    @Test
    void says_that_the_provisioning_key_is_revoked() throws IOException {
        Key revoked = administrator.createKey();
        administrator.revoke(revoked);
        Files.writeString(appliance.keyFile, revoked.text());
        appliance.failsToRegister(app.url(), PROVISIONING_KEY_REFUSED, "is revoked");
    }

    @Test
    void says_that_the_provisioning_key_is_not_there() throws IOException {
        Files.delete(appliance.keyFile);
        appliance.failsToRegister(app.url(), FILE_TROUBLE, "provisioning.key");
        assertThat(appliance.files()).isEmpty();
    }

    @Test
    void says_that_the_name_is_taken() throws IOException {
        TestAppliance namesake = new TestAppliance(
                Files.createDirectory(folder.resolve("namesake")), appliance.name.toUpperCase(Locale.ROOT), key.text());
        namesake.register(app.url());
        appliance.failsToRegister(app.url(), ALREADY_REGISTERED, "name is taken", "reregistration");
        assertThat(appliance.files()).doesNotContain("device.key");
    }

    @Test
    void never_replaces_a_refused_key_of_its_own_accord() throws IOException {
        Registered registered = appliance.register(app.url());
        administrator.post(registered.deviceId(), "device-key", 201);
        administrator.post(registered.deviceId(), "reregistration", 200);
        String deviceKey = appliance.deviceKey();
        appliance.failsToRegister(app.url(), DEVICE_KEY_REFUSED, "refuses the device key", "--replace");
        assertThat(appliance.deviceKey()).isEqualTo(deviceKey);
        appliance.assertKeepsItsKeyAndNothingElse();
    }

    @Test
    void replaces_a_refused_key_when_it_is_told_to_and_the_administrator_lets_it() throws IOException {
        Registered registered = appliance.register(app.url());
        administrator.post(registered.deviceId(), "device-key", 201);
        String deviceKey = appliance.deviceKey();
        appliance.replace = true;
        appliance.failsToRegister(app.url(), ALREADY_REGISTERED, "name is taken");
        assertThat(appliance.deviceKey()).isEqualTo(deviceKey);

        administrator.post(registered.deviceId(), "reregistration", 200);
        try (FaultyProxy proxy = proxy(Fault.NONE, Fault.NONE, Fault.BODY_CUT)) {
            assertThat(appliance.register(proxy.url())).isEqualTo(registered);
        }
        assertThat(appliance.deviceKey()).isNotEqualTo(deviceKey);
        appliance.assertKeepsItsKeyAndNothingElse();
    }

    @Test
    void replaces_no_key_that_works() throws IOException {
        Registered registered = appliance.register(app.url());
        administrator.post(registered.deviceId(), "reregistration", 200);
        String deviceKey = appliance.deviceKey();
        appliance.replace = true;
        assertThat(appliance.register(app.url())).isEqualTo(registered);
        assertThat(appliance.deviceKey()).isEqualTo(deviceKey);
    }

    @Test
    void says_that_the_device_is_disabled_and_replaces_nothing() throws IOException {
        Registered registered = appliance.register(app.url());
        administrator.post(registered.deviceId(), "disable", 200);
        String deviceKey = appliance.deviceKey();
        appliance.replace = true;
        appliance.failsToRegister(app.url(), DEVICE_KEY_REFUSED, "disabled");
        assertThat(appliance.deviceKey()).isEqualTo(deviceKey);
        administrator.post(registered.deviceId(), "enable", 200);
        assertThat(appliance.register(app.url())).isEqualTo(registered);
    }

    @Test
    void leaves_a_file_alone_that_holds_something_else() throws IOException {
        Files.writeString(appliance.deviceKeyFile, "my diary");
        appliance.replace = true;
        appliance.failsToRegister(app.url(), FILE_TROUBLE, "something else than a device key");
        assertThat(appliance.deviceKeyFile).hasContent("my diary");
        assertThat(administrator.deviceNames()).doesNotContain(appliance.name);
    }

    @Test
    void leaves_a_file_alone_that_somebody_makes_while_it_registers() throws IOException {
        try (FaultyProxy proxy = FaultyProxy.asking(URI.create(app.url()), request -> {
            write(appliance.deviceKeyFile, "somebody's");
            return Fault.NONE;
        })) {
            appliance.failsToRegister(proxy.url(), FILE_TROUBLE, "somebody else");
        }
        assertThat(appliance.deviceKeyFile).hasContent("somebody's");
        Files.delete(appliance.deviceKeyFile);
        appliance.register(app.url());
        appliance.assertKeepsItsKeyAndNothingElse();
    }

    @Test
    void registers_nothing_while_another_run_is_at_work() {
        try (AttemptFile attempt = AttemptFile.open(appliance.deviceKeyFile, new SecureRandom())) {
            attempt.key();
            appliance.failsToRegister(app.url(), FILE_TROUBLE, "another registration is under way");
        }
        assertThat(administrator.deviceNames()).doesNotContain(appliance.name);
    }

    @Test
    void says_that_its_folder_is_not_there() throws IOException {
        Path missing = folder.resolve("missing");
        Files.createDirectory(missing);
        TestAppliance lost = new TestAppliance(missing, appliance.name, key.text());
        Files.delete(lost.keyFile);
        Files.delete(missing);
        lost.failsToRegister(app.url(), FILE_TROUBLE, "can't be made or read");
    }

    private static FaultyProxy proxy(Fault... faults) throws IOException {
        return FaultyProxy.to(URI.create(app.url()), List.of(faults));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
