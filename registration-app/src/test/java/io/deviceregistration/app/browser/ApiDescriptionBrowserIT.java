package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.deviceregistration.app.TestApp;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that shows the API's description; that it breaks none of its content security policy is the extension's to see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionBrowserIT {

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    private TestApp app;

    @BeforeAll
    void start() {
        app = TestApp.serving(Map.of());
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 360})
    void is_accessible_wide_and_narrow_light_and_dark(int width) {
        Page page = browser.newPage();
        page.setViewportSize(width, 740);
        open(page, "");
        page.locator("summary").first().click();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        // What all articles have, the first of each section have too; for all of them axe takes half a minute.
        page.evaluate("() => document.querySelectorAll('article + article').forEach((article) => article.remove())");
        Accessibility.assertAccessible(page, "light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        Accessibility.assertContrast(page, "dark");
    }

    @Test
    void shows_every_operation_and_leads_to_what_it_mentions() {
        Page page = browser.newPage();
        open(page, "");
        Object described = page.evaluate("""
                async () => Object.values((await (await fetch('openapi.json')).json()).paths)
                  .flatMap(Object.values).filter((item) => item.operationId !== undefined).length""");
        assertThat(page.locator("article .call")).hasCount((Integer) described);
        assertThat(page.evaluate("""
                () => [...document.querySelectorAll('a[href^="#"]')].map((link) => link.hash.slice(1))
                  .filter((id) => document.getElementById(id) === null).join()""")).isEqualTo("");
        assertThat(page.locator("main")).not().containsText(Pattern.compile("undefined|\\[object"));
    }

    @Test
    void begins_at_the_operation_that_its_address_names() {
        Page page = browser.newPage();
        open(page, "#revokeProvisioningKey");
        Locator heading =
                page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Revoke a provisioning key"));
        assertThat(heading).isInViewport();
    }

    private void open(Page page, String fragment) {
        page.navigate(app.url() + "/openapi" + fragment);
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Errors").setExact(true)))
                .isAttached();
    }
}
