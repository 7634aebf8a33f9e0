package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.adapter.AdministratorTokensProvider;
import io.deviceregistration.app.adapter.SecretHasherProvider;
import io.deviceregistration.app.adapter.StoreProvider;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.embedding.FixedTokenProvider;
import io.deviceregistration.embedding.HmacSha512Provider;
import io.deviceregistration.embedding.InMemoryStoreProvider;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged app with another team's jar on its class path. */
@Timeout(180)
class AdaptersIT {

    private static final int CANNOT_START = 1;
    private static final int USAGE = 2;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @BeforeEach
    void write_the_jar() throws Exception {
        AdapterJar.write(
                folder.resolve("adapters/acme.jar"),
                List.of(
                        HmacSha512Provider.class,
                        Class.forName("io.deviceregistration.embedding.HmacSha512SecretHasher"),
                        InMemoryStoreProvider.class,
                        FixedTokenProvider.class),
                Map.of(
                        SecretHasherProvider.class, HmacSha512Provider.class.getName(),
                        StoreProvider.class, InMemoryStoreProvider.class.getName(),
                        AdministratorTokensProvider.class, FixedTokenProvider.class.getName()));
    }

    @Test
    void registers_devices_with_store_hashing_and_identity_swapped() throws Exception {
        Files.writeString(
                folder.resolve("app.properties"),
                "store=in-memory\nhashing=hmac-sha512\nidentity=fixed-token\nidentity.tenant=umbrella\n");
        AppCommand command =
                command().with("REGISTRATION_HASHING_SECRET", SECRET).with("REGISTRATION_IDENTITY_TOKEN", SECRET);
        try (AppProcess app =
                start(command, "--http-port", "0", "--config", "app.properties").awaitReady()) {
            Api api = Api.of(app, SECRET);
            Api.Registered pump = api.register(api.createKey(), "pump");

            assertThat(api.trySelf(pump.deviceKey()).body()).contains("\"tenant_id\":\"umbrella\"");
            assertThat(status(app, "/settings/edge-registration-keys")).isEqualTo(404);
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void knows_devices_by_a_swapped_hasher_after_a_restart() {
        AppCommand command = command().with("REGISTRATION_HASHING_SECRET", SECRET);
        String deviceKey;
        try (AppProcess app =
                start(command, "--http-port", "0", "--hashing", "hmac-sha512").awaitReady()) {
            Api api = Api.of(app, command());
            deviceKey = api.register(api.createKey(), "pump").deviceKey();
        }
        try (AppProcess app =
                start(command, "--http-port", "0", "--hashing", "hmac-sha512").awaitReady()) {
            assertThat(Api.of(app, command()).trySelf(deviceKey).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void lists_the_names_there_are_where_one_is_unknown() {
        run(command(), "--hashing", "md5")
                .assertRefused(USAGE, "--hashing", "md5", "argon2id, hmac-sha256, hmac-sha512");
        run(command(), "--store", "tape").assertRefused(USAGE, "--store", "tape", "database, in-memory");
        run(command(), "--identity", "me").assertRefused(USAGE, "--identity", "me", "there are: fixed-token");
    }

    @Test
    void passes_on_what_an_adapter_says_of_its_settings() {
        run(command().with("REGISTRATION_HASHING_SECRET", "short"), "--hashing", "hmac-sha512")
                .assertRefused(USAGE, "--hashing", "hmac-sha512", "hashing.secret must have 32 characters or more");
    }

    @Test
    void refuses_settings_of_what_an_adapter_replaces() {
        run(command(), "--hashing", "hmac-sha512", "--argon2-iterations", "2")
                .assertRefused(USAGE, "--argon2-iterations: not together with the adapter hmac-sha512");
        run(command(), "--store", "in-memory", "migrate").assertRefused(USAGE, "migrate: for databases only");
        run(command(), "--identity", "fixed-token", "token", "--tenant", "demo")
                .assertRefused(USAGE, "token: in development mode only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTRATION_STORE_PATH", "REGISTRATION_HASHING_SECRET", "REGISTRATION_IDENTITY_TOKEN"})
    void knows_no_settings_of_adapters_that_nobody_chose(String variable) {
        run(command().with(variable, SECRET))
                .assertRefused(USAGE, "unknown environment variable: " + variable)
                .assertHides(SECRET);
    }

    @Test
    void says_in_one_line_that_an_adapter_can_not_be_loaded() throws IOException {
        AdapterJar.write(
                folder.resolve("adapters/broken.jar"),
                List.of(),
                Map.of(SecretHasherProvider.class, "com.example.Forgotten"));

        run(command(), "--hashing", "hmac-sha512").assertRefused(CANNOT_START, "hashing", "com.example.Forgotten");
    }

    @Test
    void is_found_in_the_folder_adapters_of_the_distribution() throws IOException {
        Files.createSymbolicLink(folder.resolve("registration-app.jar"), AppCommand.JAR);
        Files.createSymbolicLink(folder.resolve("lib"), AppCommand.JAR.resolveSibling("lib"));
        Files.createDirectory(folder.resolve("bin"));
        Files.copy(Path.of("src/main/dist/bin/device-registration"), folder.resolve("bin/device-registration"));

        command()
                .shell("sh bin/device-registration --hashing md5")
                .assertRefused(USAGE, "argon2id, hmac-sha256, hmac-sha512");
    }

    private AppCommand command() {
        return AppCommand.in(folder);
    }

    private static Ended run(AppCommand command, String... arguments) {
        try (AppProcess process = start(command, arguments)) {
            return process.awaitEnd();
        }
    }

    /** Started as the README says, with the test kit there too, whose stores the jar's wrap. */
    private static AppProcess start(AppCommand command, String... arguments) {
        String kit = InMemoryStores.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        String classPath = String.join(File.pathSeparator, AppCommand.JAR.toString(), "adapters/*", kit);
        return command.java(
                List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, "io.deviceregistration.app.Main"),
                arguments);
    }

    private static int status(AppProcess app, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(app.url().resolve(path)).build(), BodyHandlers.ofString())
                .statusCode();
    }
}
