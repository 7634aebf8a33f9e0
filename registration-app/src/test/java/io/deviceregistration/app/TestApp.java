package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.deviceregistration.app.process.Folders;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.MutableClock;
import io.deviceregistration.http.token.DevelopmentTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The whole app in this process, on a free port of the loopback address, and callers of its API over real HTTP. */
public final class TestApp implements AutoCloseable {

    static final String TENANT = "demo";

    /** The app's time, for a test to move; null if the app goes by the real time. */
    final MutableClock clock;

    final String databaseUrl;
    final Path dataDir;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Clock time;
    private final RegistrationApp app;

    /** Whether nobody else knows the data folder. */
    private final boolean forgetsData;

    private TestApp(Map<Setting, String> changes, Path dataDir, boolean forgetsData, Clock time, MutableClock clock) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.HTTP_PORT, "0");
        settings.put(Setting.DATA_DIR, dataDir.toString());
        settings.put(Setting.DB_URL, "jdbc:h2:mem:" + UUID.randomUUID());
        // Whoever tests refusals has more failures in a second than anybody has in a minute.
        settings.put(Setting.FAILED_CREDENTIALS_PER_MINUTE, "100000");
        settings.putAll(changes);
        this.time = time;
        this.clock = clock;
        this.dataDir = dataDir;
        this.forgetsData = forgetsData;
        this.databaseUrl = settings.get(Setting.DB_URL);
        this.app = RegistrationApp.start(Settings.of(new SettingSources(settings, Map.of(), null)), time);
    }

    static TestApp start() {
        return start(Map.of());
    }

    static TestApp start(Map<Setting, String> changes) {
        MutableClock clock = MutableClock.at(SampleTimes.NOW);
        return new TestApp(changes, newFolder(), true, clock, clock);
    }

    static TestApp start(Map<Setting, String> changes, Path dataDir) {
        return start(changes, dataDir, MutableClock.at(SampleTimes.NOW));
    }

    static TestApp start(Map<Setting, String> changes, Path dataDir, MutableClock clock) {
        return new TestApp(changes, dataDir, false, clock, clock);
    }

    /** With the settings of these names, and by the real time, which browsers go by as well. */
    public static TestApp serving(Map<String, String> names) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        names.forEach((name, value) -> settings.put(
                Arrays.stream(Setting.values())
                        .filter(setting -> setting.key().equals(name))
                        .findFirst()
                        .orElseThrow(),
                value));
        return new TestApp(settings, newFolder(), true, Clock.systemUTC(), null);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("registration-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it serves. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return app.port();
    }

    /** The port of metrics and health, where the settings give them one of their own. */
    int operationsPort() {
        return Objects.requireNonNull(app.operationsPort());
    }

    void drain() {
        app.drain();
    }

    /** The metrics as Prometheus gets them. */
    public Scrape scrape() {
        Answer answer = call("GET", "/metrics", Map.of()).isOk();
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        return Scrape.of(answer.body());
    }

    /** Calls the API as the administrator of {@link #TENANT}. */
    Answer admin(String method, String path, String... body) {
        return adminOf(TENANT, method, path, body);
    }

    Answer adminOf(String tenant, String method, String path, String... body) {
        return call(method, path, Map.of("Authorization", "Bearer " + token(tenant)), body);
    }

    /** Calls the API with a header that carries a key. */
    Answer withKey(String header, String key, String method, String path, String... body) {
        return call(method, path, Map.of(header, key), body);
    }

    Answer register(String provisioningKey, String body) {
        return withKey("X-Provisioning-Key", provisioningKey, "POST", "/api/v1/devices/register", body);
    }

    Answer self(String deviceKey) {
        return withKey("X-Device-Key", deviceKey, "GET", "/api/v1/devices/self");
    }

    /** A new provisioning key of {@link #TENANT} that registers any number of devices. */
    String provisioningKey() {
        return provisioningKey(TENANT);
    }

    String provisioningKey(String tenant) {
        return adminOf(tenant, "POST", "/api/v1/edge/keys", "{'label': 'Site'}").text("key");
    }

    /** Creates a provisioning key of a tenant, and returns the key itself. */
    public String createKey(String tenant, String label) {
        return createKeyAs(token(tenant), label);
    }

    /** Creates a provisioning key as the administrator whom this token stands for, and returns the key itself. */
    public String createKeyAs(String token, String label) {
        return call(
                        "POST",
                        "/api/v1/edge/keys",
                        Map.of("Authorization", "Bearer " + token),
                        "{'label': '" + label + "'}")
                .text("key");
    }

    /** Calls the API; single quotes in the body stand for double ones. */
    Answer call(String method, String path, Map<String, String> headers, String... body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(body[0].replace('\'', '"')));
        if (body.length > 0 && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    response.body().startsWith("{")
                            ? new ObjectMapper().readTree(response.body())
                            : JsonNodeFactory.instance.objectNode());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A token of development mode for an administrator of this tenant. */
    public String token(String tenant) {
        return token(tenant, DevelopmentTokens.ADMIN_ROLE, Duration.ofHours(1));
    }

    String token(String tenant, String role, Duration lifetime) {
        return tokens().issue(new TenantId(tenant), new Subject("alice"), role, lifetime);
    }

    DevelopmentTokens tokens() {
        return new DevelopmentTokens(DevelopmentKeyFile.read(dataDir), time);
    }

    @Override
    public void close() {
        app.close();
        if (forgetsData && Files.exists(dataDir)) {
            try {
                Folders.delete(dataDir);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
