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

/** Signing in on a developer's machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevelopmentSignInBrowserIT {

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    private TestApp app;

    @BeforeAll
    void start() {
        app = TestApp.serving(Map.of());
        app.createKey("demo", "Site of demo");
        app.createKey("acme", "Site of acme");
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void takes_one_click() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.signInButton().click();
        page.assertShowsKey("Site of demo");
        assertThat(page.page().locator("#who")).hasText("developer of demo");
    }

    @Test
    void is_reached_from_the_root() {
        Page page = browser.newPage();
        page.navigate(app.url() + "/");
        assertThat(page).hasURL(app.url() + SettingsPage.PATH);
        assertThat(page).hasTitle("Edge Registration Keys");
    }

    @Test
    void is_reached_with_a_slash_at_the_end_of_the_address() {
        Page page = browser.newPage();
        page.navigate(app.url() + SettingsPage.PATH + "/");
        assertThat(page).hasURL(app.url() + SettingsPage.PATH);
        assertThat(new SettingsPage(page, "").signInButton()).isVisible();
    }

    @Test
    void is_for_any_tenant() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.tenant().fill("acme");
        page.tenant().press("Enter");
        page.assertShowsKey("Site of acme");
        assertThat(page.component().getByText("Site of demo")).hasCount(0);
        page.signOutButton().click();
        assertThat(page.tenant()).hasValue("acme");
    }

    @Test
    void says_what_is_wrong_with_a_tenant() {
        browser.expectComplaint("status of 400");
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.tenant().fill("not a tenant!");
        page.signInButton().click();
        assertThat(page.alert()).containsText("tenant");
        assertThat(page.tenant()).isFocused();
        assertThat(page.tenant()).hasValue("not a tenant!");
        page.tenant().fill("demo");
        page.signInButton().click();
        page.assertShowsKey("Site of demo");
    }

    @Test
    void is_forgotten_at_sign_out_and_by_a_reload() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        page.signInButton().click();
        page.assertShowsKey("Site of demo");
        page.signOutButton().click();
        assertThat(page.component()).hasCount(0);
        assertThat(page.signOutButton()).isHidden();
        page.signInButton().click();
        page.assertShowsKey("Site of demo");
        page.page().reload();
        assertThat(page.signInButton()).isVisible();
        assertThat(page.component()).hasCount(0);
    }

    @Test
    void leaves_the_token_in_no_storage_address_or_console() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        String[] token = {""};
        page.page().onRequest(request -> token[0] = request.headers().getOrDefault("authorization", token[0]));
        page.signInButton().click();
        page.assertShowsKey("Site of demo");
        Traces.of(browser, page.page()).assertHide(token[0]);
    }

    @Test
    void can_be_used_by_everybody_before_and_after() {
        SettingsPage page = SettingsPage.open(browser, app.url());
        assertThat(page.signInButton()).isVisible();
        Accessibility.assertAccessible(page.page(), page.url());
        page.signInButton().click();
        page.assertShowsKey("Site of demo");
        Accessibility.assertAccessible(page.page(), page.url());
    }
}
