package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.deviceregistration.app.TestApp;
import io.deviceregistration.app.TestIdentityProvider;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing in at a whole identity provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerSignInBrowserIT {

    private static final String AUTHORIZE = "**/authorize?**";
    private static final String TOKEN = "**/token";

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    private TestIdentityProvider provider;
    private TestApp app;

    @BeforeAll
    void start() {
        provider = new TestIdentityProvider(Clock.systemUTC());
        app = TestApp.serving(Map.of(
                "jwt-issuer",
                provider.issuer(),
                "jwt-audience",
                TestIdentityProvider.AUDIENCE,
                "page-client-id",
                "the-page"));
        app.createKeyAs(provider.administrator("acme"), "Site of acme");
        app.createKeyAs(provider.administrator("other"), "Site of another");
    }

    @AfterAll
    void stop() {
        app.close();
        provider.close();
    }

    @Test
    void shows_the_keys_of_the_tenant_that_the_token_names() {
        SettingsPage page = signedIn();
        assertThat(page.component().getByText("Site of another")).hasCount(0);
        assertThat(page.page().locator("#who")).hasText("Alice of acme");
    }

    @Test
    void asks_for_a_code_with_all_that_protects_it() {
        AtomicReference<URI> asked = new AtomicReference<>();
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.page().onRequest(request -> {
            if (request.url().contains("/authorize?")) {
                asked.set(URI.create(request.url()));
            }
        });
        signIn(page);
        assertThat(query(asked.get()))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "the-page")
                .containsEntry("redirect_uri", page.url())
                .containsEntry("scope", "openid")
                .containsEntry("audience", TestIdentityProvider.AUDIENCE)
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("code_challenge", "nonce", "state");
    }

    @Test
    void leaves_nothing_of_it_behind() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        String[] token = {""};
        AtomicReference<URI> answer = new AtomicReference<>();
        page.page().onRequest(request -> {
            token[0] = request.headers().getOrDefault("authorization", token[0]);
            if (request.url().contains("?code=")) {
                answer.set(URI.create(request.url()));
            }
        });
        signIn(page);
        assertThat(page.page()).hasURL(page.url());
        Traces traces = Traces.of(browser, page.page());
        traces.assertHide(token[0]);
        assertThat(page.page().evaluate("() => sessionStorage.length + localStorage.length"))
                .isEqualTo(0);
        // Going back leads to no answer that could be used again.
        page.page().reload();
        assertThat(page.signInButton()).isVisible();
        assertThat(page.alert()).hasCount(0);
        assertThat(answer.get()).isNotNull();
    }

    @Test
    void refuses_an_answer_with_another_state() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.page()
                .route(
                        AUTHORIZE,
                        route -> sendBack(route, "code=stolen&state=of-somebody-else&iss=" + provider.issuer()));
        page.signInButton().click();
        assertThat(page.alert()).containsText("unexpected \"state\"");
        assertIsSignedOut(page);
    }

    @Test
    void refuses_an_answer_of_another_issuer() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.page()
                .route(
                        AUTHORIZE,
                        route -> sendBack(route, "code=x&iss=https://evil.example.com&state=" + state(route)));
        page.signInButton().click();
        assertThat(page.alert()).containsText("unexpected \"iss\"");
        assertIsSignedOut(page);
    }

    @Test
    void refuses_an_answer_that_nobody_asked_for() {
        Page window = browser.newPage();
        SettingsPage page = new SettingsPage(window, app.url() + SettingsPage.PATH);
        window.navigate(page.url() + "?code=stolen&state=x");
        assertThat(page.alert()).containsText("belongs to no sign-in");
        assertIsSignedOut(page);
    }

    @Test
    void says_why_the_issuer_refused() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.page()
                .route(
                        AUTHORIZE,
                        route -> sendBack(
                                route,
                                "error=access_denied&error_description=Not%20%3Cb%3Eyou%3C%2Fb%3E&state="
                                        + state(route)));
        page.signInButton().click();
        assertThat(page.alert()).hasText("The identity provider answered “access_denied”: Not <b>you</b>");
        assertIsSignedOut(page);
    }

    @Test
    void says_that_a_code_was_refused() {
        browser.expectComplaint("status of 400");
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.page()
                .route(
                        TOKEN,
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(400)
                                .setHeaders(Map.of("Access-Control-Allow-Origin", app.url()))
                                .setContentType("application/json")
                                .setBody(
                                        "{\"error\": \"invalid_grant\", \"error_description\": \"The code is old\"}")));
        page.signInButton().click();
        assertThat(page.alert()).hasText("The identity provider answered “invalid_grant”: The code is old");
        assertIsSignedOut(page);
    }

    @Test
    void refuses_an_id_token_that_was_made_for_another_sign_in() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.page()
                .route(
                        AUTHORIZE,
                        route -> route.resume(new Route.ResumeOptions()
                                .setUrl(route.request().url().replaceFirst("nonce=[^&]+", "nonce=another"))));
        provider.expectAdministrator("acme");
        page.signInButton().click();
        assertThat(page.alert()).containsText("nonce");
        assertIsSignedOut(page);
    }

    @Test
    void says_that_the_issuer_is_away() {
        browser.expectComplaint("Failed to load resource");
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.page().route("**/.well-known/**", Route::abort);
        page.signInButton().click();
        assertThat(page.alert()).containsText("can’t be reached");
        page.page().unroute("**/.well-known/**");
        signIn(page);
    }

    @Test
    void is_asked_for_anew_when_the_token_has_expired() {
        SettingsPage page = signedIn();
        page.page().evaluate("() => { const later = Date.now() + 2 * 3_600_000; Date.now = () => later; }");
        page.page().getByRole(AriaRole.TAB).last().click();
        assertThat(page.alert()).containsText("has expired");
        assertThat(page.signOutButton()).isHidden();
        assertThat(page.component().getByText("Site of acme")).hasCount(0);
        signIn(page);
    }

    @Test
    void can_be_used_by_everybody() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        assertThat(page.signInButton()).isVisible();
        Accessibility.assertAccessible(page.page(), page.url());
    }

    @Test
    void says_what_is_not_set_up() {
        try (TestApp other = TestApp.serving(
                Map.of("jwt-issuer", provider.issuer(), "jwt-audience", TestIdentityProvider.AUDIENCE))) {
            SettingsPage page = SettingsPage.open(browser, other.url());
            assertThat(page.page().locator("main")).containsText("page-client-id");
            assertThat(page.signInButton()).hasCount(0);
        }
    }

    private SettingsPage signedIn() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        signIn(page);
        return page;
    }

    private void signIn(SettingsPage page) {
        provider.expectAdministrator("acme");
        page.signInButton().click();
        page.assertShowsKey("Site of acme");
    }

    private static void assertIsSignedOut(SettingsPage page) {
        assertThat(page.page()).hasURL(page.url());
        assertThat(page.signInButton()).isVisible();
        assertThat(page.component()).hasCount(0);
        assertThat(page.page().evaluate("() => sessionStorage.length")).isEqualTo(0);
    }

    /** Answers for the issuer. */
    private static void sendBack(Route route, String answer) {
        String to = query(URI.create(route.request().url())).get("redirect_uri") + "?" + answer;
        route.fulfill(new Route.FulfillOptions().setStatus(302).setHeaders(Map.of("Location", to)));
    }

    private static String state(Route route) {
        return query(URI.create(route.request().url())).get("state");
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }
}
