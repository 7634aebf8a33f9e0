package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.deviceregistration.app.TestApp;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The component in somebody else's application, which signs people in by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignPageBrowserIT {

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    private final ForeignPage allowed = new ForeignPage();
    private final ForeignPage stranger = new ForeignPage();
    private TestApp app;

    @BeforeAll
    void start() {
        app = TestApp.serving(Map.of("cors-origins", allowed.origin()));
        app.createKey("acme", "Site of acme");
        for (ForeignPage page : new ForeignPage[] {allowed, stranger}) {
            page.serve("/", """
                    <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Console</title>
                    <link rel="icon" href="data:,"><script type="module" src="/console.js"></script></head>
                    <body><main></main></body></html>
                    """);
            page.serve("/console.js", """
                    import '%s/assets/edge-registration-keys/edge-registration-keys.js';

                    let token = '%s';
                    const element = document.createElement('edge-registration-keys');
                    element.apiBase = '%s';
                    element.tokenProvider = async ({ rejected }) => {
                      window.rejected ||= rejected === true;
                      return rejected ? undefined : token;
                    };
                    document.body.addEventListener('edge-signed-out', () => { window.signedOut = true; });
                    window.renderAgain = () => {
                      element.tokenProvider = async () => { window.newestAsked = true; return token; };
                    };
                    window.mount = (another) => { token = another ?? token; document.querySelector('main').append(element); };
                    """.formatted(app.url(), app.token("acme"), app.url()));
        }
    }

    @AfterAll
    void stop() {
        app.close();
        allowed.close();
        stranger.close();
    }

    @Test
    void shows_its_user_the_keys() {
        Page page = browser.newPage();
        page.navigate(allowed.origin());
        page.evaluate("mount()");
        new SettingsPage(page, "").assertShowsKey("Site of acme");
    }

    @Test
    void keeps_what_is_on_it_when_the_application_renders_again() {
        Page page = browser.newPage();
        page.navigate(allowed.origin());
        page.evaluate("mount()");
        KeysPage keys = new KeysPage(page);
        keys.field("Search labels").fill("acme");
        page.evaluate("renderAgain()");
        keys.button("Refresh").click();
        page.waitForFunction("() => window.newestAsked");
        assertThat(keys.field("Search labels")).hasValue("acme");
        assertThat(keys.row("Site of acme")).isVisible();
    }

    @Test
    void tells_the_application_that_its_user_is_signed_out() {
        browser.expectComplaint("status of 401");
        Page page = browser.newPage();
        page.navigate(allowed.origin());
        page.evaluate("mount('no.good.token')");
        page.waitForFunction("() => window.rejected && window.signedOut");
    }

    @Test
    void is_not_for_applications_that_were_not_let_in() {
        browser.expectComplaint("CORS policy|Failed to load resource");
        Page page = browser.newPage();
        page.navigate(stranger.origin());
        assertThat(page.evaluate("() => customElements.get('edge-registration-keys') === undefined"))
                .isEqualTo(true);
        assertThat(page).hasTitle("Console");
    }

    @Test
    void never_gets_a_token_of_development_mode() {
        browser.expectComplaint("CORS policy|Failed to load resource|status of 403|Cross-Origin");
        for (ForeignPage from : new ForeignPage[] {allowed, stranger}) {
            Page page = browser.newPage();
            page.navigate(from.origin());
            assertThat(page.evaluate("""
                    async (url) => {
                      const ask = async (headers, mode) => {
                        try {
                          const answer = await fetch(url, { method: 'POST', mode, headers, body: '{"tenant": "demo"}' });
                          return await answer.text();
                        } catch { return ''; }
                      };
                      return await ask({ 'Content-Type': 'application/json' }, 'cors')
                        + await ask({ 'Content-Type': 'text/plain' }, 'cors')
                        + await ask({ 'Content-Type': 'text/plain' }, 'no-cors');
                    }""", app.url() + SettingsPage.PATH + "/development-token"))
                    .isEqualTo("");
        }
    }
}
