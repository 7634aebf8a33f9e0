package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.deviceregistration.app.TestApp;

/** The component, as an administrator sees it who has signed in. */
record KeysPage(Page page) {

    /** Signs in to a tenant in development mode. */
    static KeysPage of(BrowserExtension browser, TestApp app, String tenant) {
        SettingsPage settings = SettingsPage.open(browser, app.url());
        settings.tenant().fill(tenant);
        settings.signInButton().click();
        KeysPage keys = new KeysPage(settings.page());
        assertThat(keys.button("Create key")).isVisible();
        return keys;
    }

    Locator component() {
        return page.locator("edge-registration-keys");
    }

    Locator button(String name) {
        return component().getByRole(AriaRole.BUTTON, exactly(name));
    }

    Locator field(String label) {
        return component().getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    Locator tab(String name) {
        return component().getByRole(AriaRole.TAB, exactly(name));
    }

    Locator dialog() {
        return component().getByRole(AriaRole.DIALOG);
    }

    Locator inDialog(String button) {
        return dialog().getByRole(AriaRole.BUTTON, exactly(button));
    }

    /** The rows of the list that is shown, without the head. */
    Locator rows() {
        return component().locator("tbody tr:visible");
    }

    /** The row of a key or device. */
    Locator row(String name) {
        return rows().filter(new Locator.FilterOptions()
                .setHas(page.getByRole(AriaRole.ROWHEADER))
                .setHasText(name));
    }

    Locator text(String text) {
        return component().getByText(text);
    }

    /** The key or command that is shown once. */
    Locator shown(String id) {
        return dialog().locator("#" + id);
    }

    /** Opens the menu of a row. */
    void openActions(String of) {
        button("Actions for " + of).click();
    }

    void choose(String of, String action) {
        openActions(of);
        component().getByRole(AriaRole.MENUITEM, exactly(action)).click();
    }

    /** Creates a key and leaves it shown. */
    void create(String label) {
        button("Create key").click();
        field("Label").fill(label);
        inDialog("Create key").click();
        assertThat(shown("key")).isVisible();
    }

    private static Locator.GetByRoleOptions exactly(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
