package io.deviceregistration.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.testkit.FakeSecretHasher;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.http.token.OidcSettings;
import io.deviceregistration.http.token.TokenCheck;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets of the page: its files, and the headers that say how to treat them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistrationPageTest {

    private static final String FOREIGN = "https://console.example.com";

    private final HttpClient client = HttpClient.newHttpClient();
    private RegistrationServer server;

    @BeforeAll
    void start() {
        server = start("https://login.example.com:8443/realms/x", new PageClient("the-page", "openid profile"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void is_where_the_root_leads_to() throws Exception {
        HttpResponse<String> root = get("/");
        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(uri("/").resolve(header(root, "Location"))).isEqualTo(uri(RegistrationPage.PATH));
        HttpResponse<String> slash = get(RegistrationPage.PATH + "/");
        assertThat(slash.statusCode()).isEqualTo(302);
        assertThat(uri(RegistrationPage.PATH + "/").resolve(header(slash, "Location")))
                .isEqualTo(uri(RegistrationPage.PATH));
    }

    @Test
    void runs_no_code_but_its_own_and_talks_to_nobody_but_its_service_and_the_issuer() throws Exception {
        HttpResponse<String> page = get(RegistrationPage.PATH);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy").split("; "))
                .containsExactlyInAnyOrder(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' data:",
                        "connect-src 'self' https://login.example.com:8443",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'",
                        "trusted-types lit-html");
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Permissions-Policy")).contains("clipboard-write=(self)", "clipboard-read=()");
        assertThat(page.body())
                .doesNotContainIgnoringCase("<style", "style=", " onclick")
                .contains("app.js");
    }

    @Test
    void takes_the_answer_of_an_issuer_at_its_own_address() throws Exception {
        HttpResponse<String> page = get(RegistrationPage.PATH + "?code=x&state=y");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo(get(RegistrationPage.PATH).body()).doesNotContain("code=x");
    }

    @Test
    void is_told_how_to_sign_people_in() throws Exception {
        HttpResponse<String> told = get(RegistrationPage.PATH + "/config.json");
        assertThat(told.body())
                .isEqualTo("{\"development\":false,\"issuer\":\"https://login.example.com:8443/realms/x\","
                        + "\"client_id\":\"the-page\",\"scope\":\"openid profile\",\"audience\":\"api\"}");
        assertThat(header(told, "Cache-Control")).isEqualTo("no-store");
        try (RegistrationServer other = start("http://localhost:9/x", null)) {
            assertThat(send(other, "GET", RegistrationPage.PATH + "/config.json")
                            .body())
                    .contains("\"client_id\":null");
            assertThat(header(send(other, "GET", RegistrationPage.PATH), "Content-Security-Policy"))
                    .contains("connect-src 'self' http://localhost:9;");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "app.js, text/javascript; charset=utf-8",
        "app.css, text/css; charset=utf-8",
        "edge-registration-keys.js, text/javascript; charset=utf-8",
        "vendor/oauth4webapi.js, text/javascript; charset=utf-8",
        "vendor/lean-qr.mjs, text/javascript; charset=utf-8",
        "lib/lit-html/lit-html.js, text/javascript; charset=utf-8",
        "lib/lit-html/directives/repeat.js, text/javascript; charset=utf-8",
        "lib/reactive-element/reactive-element.js, text/javascript; charset=utf-8"
    })
    void loads_its_modules_anew_when_they_have_changed(String file, String mediaType) throws Exception {
        HttpResponse<String> module = get(RegistrationPage.ASSETS + file);
        assertThat(module.statusCode()).isEqualTo(200);
        assertThat(module.body()).isNotBlank();
        assertThat(header(module, "Content-Type")).isEqualTo(mediaType);
        assertThat(header(module, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(module, "Cache-Control")).isEqualTo("no-cache");
        String tag = header(module, "ETag");
        assertThat(tag).matches("\"[\\w-]{43}\"");

        HttpResponse<String> head = send(server, "HEAD", RegistrationPage.ASSETS + file);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(tag);
        assertThat(header(head, "Content-Length"))
                .isEqualTo(String.valueOf(module.body().getBytes(StandardCharsets.UTF_8).length));

        for (String known : List.of(tag, "\"x\", W/" + tag, "*")) {
            HttpResponse<String> same = send(server, "GET", RegistrationPage.ASSETS + file, "If-None-Match", known);
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(header(same, "ETag")).isEqualTo(tag);
        }
        assertThat(send(server, "GET", RegistrationPage.ASSETS + file, "If-None-Match", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing.js",
                "index.html",
                "vendor/",
                "vendor/README.md",
                "vendor/checksums.txt",
                "vendor",
                "lib/lit-html/",
                "lib/lit-html/nothing.js",
                "lib/lit-html/LICENSE",
                "lib/lit-html/package.json",
                "lib/other/lit-html.js",
                ".hidden.js",
                "lib/lit-html/../../app.js/x.js",
                "RegistrationPage.class",
                "app.JS",
                "app.js/",
                "a//app.js",
                "app%00.js",
                "lib%5Clit-html%5Clit-html.js"
            })
    void has_no_other_files(String file) throws Exception {
        HttpResponse<String> answer = get(RegistrationPage.ASSETS + file);
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../RegistrationPage.class",
                "lib/../../RegistrationPage.class",
                "..%2FRegistrationPage.class",
                "%2e%2e/RegistrationPage.js",
                "lib/lit-html/../../../../../../app.js",
                "lib/lit-html/..%2f..%2f..%2fapp.js",
                "lib/lit-html/..;/app.js",
                "lib/lit-html//META-INF/MANIFEST.MF.js"
            })
    void leads_out_of_its_folder_by_no_path(String file) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET " + RegistrationPage.ASSETS + file
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(connection.readToEnd()).containsPattern("^HTTP/1.1 (400|404) ");
        }
    }

    @Test
    void is_there_for_reading_only() throws Exception {
        for (String path : List.of(RegistrationPage.PATH, RegistrationPage.ASSETS + "app.js", "/")) {
            assertThat(send(server, "POST", path).statusCode()).as(path).isEqualTo(405);
        }
        assertThat(send(server, "POST", RegistrationPage.PATH + "/development-token")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void lets_other_origins_have_its_modules_and_nothing_else() throws Exception {
        for (String module : List.of("edge-registration-keys.js", "lib/lit-html/lit-html.js", "vendor/lean-qr.mjs")) {
            assertThat(exchange("GET " + RegistrationPage.ASSETS + module, FOREIGN))
                    .containsIgnoringCase("Access-Control-Allow-Origin: " + FOREIGN)
                    .containsIgnoringCase("Vary: Origin");
            assertThat(exchange("GET " + RegistrationPage.ASSETS + module, "https://evil.example.com"))
                    .doesNotContainIgnoringCase("Access-Control-Allow-Origin")
                    .containsIgnoringCase("Vary: Origin");
        }
        for (String path : List.of("", "/config.json", "/development-token")) {
            assertThat(exchange("GET " + RegistrationPage.PATH + path, FOREIGN))
                    .doesNotContainIgnoringCase("Access-Control");
            assertThat(exchange("OPTIONS " + RegistrationPage.PATH + path, FOREIGN))
                    .doesNotContainIgnoringCase("Access-Control");
        }
    }

    private static RegistrationServer start(String issuer, @Nullable PageClient pageClient) {
        InMemoryStores stores = new InMemoryStores();
        return RegistrationServer.start(
                new RegistrationHttp(
                        DeviceRegistration.of(stores.keys(), stores.devices(), stores.audit(), new FakeSecretHasher()),
                        token -> new TokenCheck.Invalid("it is no good"),
                        Clock.systemUTC(),
                        HttpSettings.builder().corsOrigins(List.of(FOREIGN)).build()),
                RegistrationPage.forIssuer(
                        OidcSettings.builder(URI.create(issuer), "api").build(), pageClient),
                "127.0.0.1",
                0);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(server, "GET", path);
    }

    private HttpResponse<String> send(RegistrationServer to, String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** By hand: the JDK's client does not say where a page is from. */
    private String exchange(String call, String origin) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(call + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: " + origin
                    + "\r\nAccess-Control-Request-Method: GET\r\n\r\n");
            return connection.readToEnd();
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
