package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.deviceregistration.app.TestApp;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page's headers have a browser refuse, and that the page itself needs nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictPageBrowserIT {

    /** In a timer: what the test's own connection to the browser evaluates may do more than the page. */
    private static final String RESULT = """
            () => new Promise((resolve) => setTimeout(async () => {
              try { resolve(String(await (%s))); } catch (error) { resolve(error.name); }
            }))""";

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    private final ForeignPage stranger = new ForeignPage();
    private TestApp app;

    @BeforeAll
    void start() {
        app = TestApp.serving(Map.of());
        stranger.serve(
                "/",
                "<!doctype html><title>x</title><link rel=icon href='data:,'><iframe src='" + app.url()
                        + SettingsPage.PATH + "'></iframe>");
        stranger.serve("/evil.js", "window.evil = true;");
    }

    @AfterAll
    void stop() {
        app.close();
        stranger.close();
    }

    @Test
    void shows_a_new_key_and_its_code_without_a_complaint() {
        Page page = signedIn();
        button(page, "Create key").click();
        page.getByLabel("Label", new Page.GetByLabelOptions().setExact(false))
                .last()
                .fill("Site of the test");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, named("Create key"))
                .click();
        assertThat(page.getByText(Pattern.compile("^pvk_[a-z2-7]{85}$")).first())
                .isVisible();
        assertThat(page.locator("canvas").first()).isVisible();
    }

    @Test
    void runs_no_code_of_anybody_else() {
        browser.expectComplaint("Content Security Policy|TrustedScript|TrustedHTML");
        Page page = signedIn();
        for (String attempt : List.of(
                "eval('1')",
                "new Function('return 1')()",
                "document.body.innerHTML = '<p>x</p>'",
                "document.createElement('script').src = '" + stranger.origin() + "/evil.js'")) {
            assertThat(page.evaluate(RESULT.formatted(attempt))).as(attempt).isIn("TypeError", "EvalError");
        }
        assertThat(page.evaluate(RESULT.formatted("import('" + stranger.origin() + "/evil.js')")))
                .isEqualTo("TypeError");
        assertThat(page.evaluate("() => window.evil === undefined")).isEqualTo(true);
    }

    @Test
    void sends_nothing_to_anybody_else() {
        browser.expectComplaint("Content Security Policy|Refused|violates");
        Page page = signedIn();
        assertThat(page.evaluate(RESULT.formatted("fetch('" + stranger.origin() + "/', { mode: 'no-cors' })")))
                .isEqualTo("TypeError");
        assertThat(page.evaluate(RESULT.formatted("new Promise((resolve) => { const image = new Image();"
                        + " image.onload = image.onerror = (event) => resolve(event.type); image.src = '"
                        + stranger.origin() + "/x.png'; })")))
                .isEqualTo("error");
    }

    @Test
    void is_framed_by_nobody() {
        browser.expectComplaint("frame-ancestors|Framing|chrome-error");
        Page page = browser.newPage();
        page.navigate(stranger.origin());
        page.waitForCondition(() -> page.frames().size() == 2);
        assertThat(page.frames().get(1).locator("h1:has-text('Device registration')"))
                .hasCount(0);
    }

    private Page signedIn() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.signInButton().click();
        assertThat(button(page.page(), "Create key").first()).isVisible();
        return page.page();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
