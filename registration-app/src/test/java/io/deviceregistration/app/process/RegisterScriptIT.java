package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.process.Api.ProvisioningKey;
import io.deviceregistration.app.process.Api.Registered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the script answers for by itself; the command's part of it is tested without processes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegisterScriptIT {

    private static final int USAGE = 2;
    private static final int PROVISIONING_KEY_REFUSED = 3;
    private static final int ALREADY_REGISTERED = 4;
    private static final int DEVICE_KEY_REFUSED = 6;
    private static final int FILE_TROUBLE = 7;
    private static final int REFUSED = 8;

    @TempDir
    Path folder;

    private AppCommand command;

    @BeforeEach
    void look_for_curl() {
        command = AppCommand.withDatabaseIn(folder);
        Curl.require(command, "the appliance's script");
    }

    @Test
    void says_by_its_exit_status_who_must_do_something() throws IOException {
        try (AppProcess app = command.serve()) {
            Api api = Api.of(app, command);
            String url = app.url().toString();
            ProvisioningKey key = api.createKey();
            write("provisioning.key", key.key());
            assertEnds(USAGE, register(url, "--timeout", "never"), "--timeout");
            assertEnds(USAGE, register("http://registration.example.com"), "--insecure-http");
            assertEnds(USAGE, register("http://127.0.0.1.example.com"), "--insecure-http");
            assertEnds(USAGE, register("https://user:secret@example.com"), "without user");
            assertEnds(REFUSED, register(url + "/elsewhere"), "There is nothing at this address");
            assertProvisioningKeysAreToldApart(api, url, key);
            assertDeviceKeysAreToldApart(api, url, key);
        }
    }

    private void assertProvisioningKeysAreToldApart(Api api, String url, ProvisioningKey key) throws IOException {
        write("provisioning.key", key.key().substring(1));
        assertEnds(PROVISIONING_KEY_REFUSED, register(url), "is no provisioning key");
        ProvisioningKey revoked = api.createKey();
        api.revoke(revoked);
        write("provisioning.key", revoked.key());
        assertEnds(PROVISIONING_KEY_REFUSED, register(url), "is revoked");
        Files.delete(folder.resolve("provisioning.key"));
        assertEnds(FILE_TROUBLE, register(url), "provisioning.key");
        write("provisioning.key", key.key());
    }

    private void assertDeviceKeysAreToldApart(Api api, String url, ProvisioningKey key) throws IOException {
        Registered namesake = api.register(key, "Pump");
        assertEnds(ALREADY_REGISTERED, register(url), "name is taken", "reregistration");
        Files.delete(folder.resolve("device.key.attempt"));
        write("device.key", "my diary");
        assertEnds(FILE_TROUBLE, register(url, "--replace"), "something else than a device key");
        assertThat(folder.resolve("device.key")).hasContent("my diary");

        write("device.key", namesake.deviceKey());
        api.disable(namesake);
        assertEnds(DEVICE_KEY_REFUSED, register(url, "--replace"), "disabled");
        api.enable(namesake);
        register(url).assertWentWell();
        api.replaceKey(namesake);
        assertEnds(DEVICE_KEY_REFUSED, register(url), "refuses the device key", "--replace");
        assertThat(folder.resolve("device.key")).hasContent(namesake.deviceKey());
        api.openReregistration(namesake);
        register(url, "--replace").assertWentWell();
        assertThat(api.self(Files.readString(folder.resolve("device.key")).strip()))
                .isEqualTo(namesake.deviceId());
    }

    private Ended register(String url, String... more) {
        List<String> words = new ArrayList<>(Way.SCRIPT.program());
        words.addAll(List.of(
                "--server",
                url,
                "--name",
                "Pump",
                "--key-file",
                "provisioning.key",
                "--device-key-file",
                "device.key"));
        words.addAll(List.of(more));
        try (AppProcess process = command.program(words)) {
            return process.awaitEnd();
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static void assertEnds(int status, Ended ended, String... saying) {
        assertThat(ended.status()).as("%s", ended).isEqualTo(status);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).last().asString().startsWith("register.sh: ").contains(saying);
    }
}
