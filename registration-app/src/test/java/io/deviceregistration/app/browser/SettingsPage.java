package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The page Settings → Edge Registration Keys in a browser's window, as its user sees it. */
record SettingsPage(Page page, String url) {

    static final String PATH = "/settings/edge-registration-keys";

    static SettingsPage open(BrowserExtension browser, String app) {
        SettingsPage page = new SettingsPage(browser.newPage(), app + PATH);
        page.page().navigate(page.url());
        return page;
    }

    Locator signInButton() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"));
    }

    Locator signOutButton() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"));
    }

    Locator tenant() {
        return page.getByLabel("Tenant");
    }

    Locator alert() {
        return page.locator("#sign-in").getByRole(AriaRole.ALERT);
    }

    /** The component's list of keys, which has this one. */
    void assertShowsKey(String label) {
        assertThat(component().getByText(label).first()).isVisible();
    }

    Locator component() {
        return page.locator("edge-registration-keys");
    }
}
