package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.deviceregistration.app.TestApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator does with provisioning keys on the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisioningKeysBrowserIT {

    private static final int MORE_THAN_A_PAGE = 53;

    /** All text and values of the page, in shadow roots too. */
    private static final String EVERYTHING = """
            () => {
              const found = [];
              const walk = (root) => {
                found.push(root.innerHTML, root.textContent);
                root.querySelectorAll('*').forEach((element) => {
                  found.push(String(element.value));
                  if (element.shadowRoot) walk(element.shadowRoot);
                });
              };
              walk(document.documentElement);
              return found.join('\\n');
            }""";

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

    @Test
    void go_from_their_creation_to_their_revocation() {
        Appliance appliance = Appliance.of(browser, app);
        KeysPage page = KeysPage.of(browser, app, "story");
        page.create("First site");
        page.inDialog("Copy key").click();
        assertThat(page.text("The key is copied.")).isVisible();
        String key = pasted();
        assertThat(key).isEqualTo(page.shown("key").textContent()).matches("pvk_[a-z2-7]{85}");
        assertThat(page.shown("command")).containsText(app.url() + "/api/v1/devices/register");
        assertThat(page.shown("command")).containsText(key);
        page.inDialog("I have saved it").click();

        assertThat(appliance.register(key, "Pump 1").status()).isEqualTo(201);
        page.choose("First site", "Show its devices");
        assertThat(page.row("Pump 1")).containsText("with First site");

        page.tab("Keys").click();
        page.choose("First site", "Revoke…");
        assertThat(page.dialog()).containsText("keep working");
        page.inDialog("Revoke key").click();
        assertThat(page.row("First site")).containsText("Revoked");
        assertThat(appliance.register(key, "Pump 2").text()).contains("provisioning-key-revoked");
    }

    @Test
    void are_gone_once_they_are_saved() {
        KeysPage page = KeysPage.of(browser, app, "gone");
        page.create("First site");
        String key = page.shown("key").textContent();
        assertThat(page.page().evaluate(EVERYTHING).toString()).contains(key);
        page.inDialog("I have saved it").click();
        assertThat(page.dialog()).hasCount(0);
        String secret = key.substring("pvk_".length() + 26);
        assertThat(page.page().evaluate(EVERYTHING).toString()).doesNotContain(secret);
        assertThat(Traces.of(browser, page.page()).texts()).noneMatch(text -> text.contains(secret));
        assertThat(page.component().locator("canvas")).hasCount(0);
    }

    @Test
    void are_not_lost_by_a_slip() {
        KeysPage page = KeysPage.of(browser, app, "slip");
        page.create("First site");
        for (int press = 0; press < 3; press++) {
            page.page().keyboard().press("Escape");
        }
        page.page().mouse().click(2, 2);
        assertThat(page.shown("key")).isVisible();
        assertThat(page.text("Save the key first.")).isVisible();
    }

    @Test
    void are_created_with_the_keyboard_alone() {
        KeysPage page = KeysPage.of(browser, app, "keyboard");
        page.button("Create key").focus();
        press(page, "Enter");
        assertThat(page.field("Label")).isFocused();
        page.page().keyboard().type("By keyboard");
        press(page, "Enter");
        assertThat(page.inDialog("Copy key")).isFocused();
        press(page, "Tab", "Tab", "Tab");
        assertThat(page.inDialog("I have saved it")).isFocused();
        press(page, "Enter");
        assertThat(page.dialog()).hasCount(0);
        assertThat(page.button("Create key")).isFocused();
        page.button("Actions for By keyboard").focus();
        press(page, "ArrowDown");
        assertThat(item(page, "Show its devices")).isFocused();
        press(page, "ArrowUp", "Escape");
        assertThat(page.button("Actions for By keyboard")).isFocused();
    }

    @Test
    void expire_in_30_days_unless_asked_otherwise() {
        KeysPage page = KeysPage.of(browser, app, "expiry");
        page.create("First site");
        page.inDialog("I have saved it").click();
        assertThat(page.row("First site")).containsText("in 30 days");
    }

    @Test
    void have_what_is_wrong_with_them_said_beside_the_field() {
        browser.expectComplaint("status of 400");
        KeysPage page = KeysPage.of(browser, app, "errors");
        page.button("Create key").click();
        page.inDialog("Create key").click();
        assertThat(page.dialog().locator("#label-error")).hasText("Enter a label.");
        page.field("Label").fill("x".repeat(129));
        page.inDialog("Create key").click();
        assertThat(page.dialog().locator("#label-error")).containsText("at most 128 characters");
        assertThat(page.field("Label")).isFocused();
        assertThat(page.field("Label")).hasAttribute("aria-invalid", "true");
        page.field("Label").fill("First site");
        page.dialog().getByLabel("Registration limit").fill("2.5");
        page.inDialog("Create key").click();
        assertThat(page.dialog().getByLabel("Registration limit")).isFocused();
        assertThat(page.dialog().locator(".error")).hasCount(1);
        page.dialog().getByLabel("Registration limit").fill("");
        page.dialog().locator("#expiry").selectOption("custom");
        page.dialog().getByLabel("Expires at").fill("12026-01-01T00:00");
        page.inDialog("Create key").click();
        assertThat(page.dialog().locator("#expires_at-error")).containsText("the year with four digits");
    }

    @Test
    void are_shown_page_by_page() {
        for (int i = 1; i <= MORE_THAN_A_PAGE; i++) {
            app.createKey("pages", "Key " + i);
        }
        KeysPage page = KeysPage.of(browser, app, "pages");
        assertThat(page.rows()).hasCount(50);
        page.field("Search labels").fill("Key 1");
        assertThat(page.text("Only what is loaded is searched")).isVisible();
        page.field("Search labels").fill("");
        page.button("Load more").click();
        assertThat(page.rows()).hasCount(MORE_THAN_A_PAGE);
        assertThat(page.button("Load more")).hasCount(0);
    }

    @Test
    void are_filtered_by_status() {
        app.createKey("filter", "Kept");
        app.createKey("filter", "Revoked one");
        KeysPage page = KeysPage.of(browser, app, "filter");
        page.choose("Revoked one", "Revoke…");
        page.inDialog("Revoke key").click();
        assertThat(page.row("Revoked one")).containsText("Revoked");
        page.field("Status").selectOption("active");
        assertThat(page.rows()).hasCount(1);
        page.choose("Kept", "Revoke…");
        page.inDialog("Revoke key").click();
        assertThat(page.text("No key is active")).isVisible();
        assertThat(page.component().locator("#view-keys")).isFocused();
        page.field("Status").selectOption("revoked");
        assertThat(page.rows()).hasCount(2);
        page.create("New one");
        page.inDialog("I have saved it").click();
        assertThat(page.row("Kept")).isVisible();
        assertThat(page.row("New one")).hasCount(0);
    }

    @Test
    void are_relabelled() {
        app.createKey("labels", "Old label");
        KeysPage page = KeysPage.of(browser, app, "labels");
        page.choose("Old label", "Relabel…");
        page.field("Label").fill("<b>New</b> label");
        page.inDialog("Save").click();
        assertThat(page.row("<b>New</b> label")).isVisible();
        assertThat(page.button("Actions for <b>New</b> label")).isFocused();
    }

    @Test
    void show_only_the_answer_to_the_latest_question() {
        app.createKey("stale", "First site");
        KeysPage page = KeysPage.of(browser, app, "stale");
        Route[] held = new Route[1];
        page.page().route("**/edge/keys?status=revoked*", route -> held[0] = route);
        page.page()
                .waitForRequest(
                        "**/edge/keys?status=revoked*",
                        () -> page.field("Status").selectOption("revoked"));
        page.field("Status").selectOption("active");
        assertThat(page.row("First site")).isVisible();
        assertThat(held[0].request().failure())
                .as("the earlier call was given up")
                .isNotNull();
    }

    @Test
    void come_back_with_the_connection() {
        browser.expectComplaint("Failed to load resource");
        app.createKey("offline", "First site");
        KeysPage page = KeysPage.of(browser, app, "offline");
        assertThat(page.row("First site")).isVisible();
        browser.context().setOffline(true);
        page.button("Refresh").click();
        assertThat(page.text("You are offline.")).isVisible();
        browser.context().setOffline(false);
        assertThat(page.row("First site")).isVisible();
    }

    @Test
    void say_how_long_to_wait_for_an_overloaded_service() {
        browser.expectComplaint("Failed to load resource");
        app.createKey("overloaded", "First site");
        KeysPage page = KeysPage.of(browser, app, "overloaded");
        page.page()
                .route(
                        "**/edge/keys?*",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(503)
                                .setHeaders(Map.of("Retry-After", "7", "Content-Type", "application/problem+json"))
                                .setBody("{\"title\": \"The service is overloaded\", \"code\": \"overloaded\","
                                        + " \"errors\": [{}, null]}")));
        page.button("Refresh").click();
        assertThat(page.text("You can try again in 7 seconds.")).isVisible();
        page.page().unroute("**/edge/keys?*");
        page.button("Try again").click();
        assertThat(page.component().locator("#view-keys")).isFocused();
        assertThat(page.row("First site")).isVisible();
    }

    @Test
    void are_looked_for_when_nobody_knows_whether_they_were_created() {
        browser.expectComplaint("status of 502");
        KeysPage page = KeysPage.of(browser, app, "lost-answer");
        page.page().route("**/edge/keys", route -> {
            route.fetch();
            route.fulfill(new Route.FulfillOptions().setStatus(502).setBody("<h1>Bad gateway</h1>"));
        });
        page.button("Create key").click();
        page.field("Label").fill("First site");
        page.inDialog("Create key").click();
        assertThat(page.dialog()).containsText("It may have been created all the same.");
        page.inDialog("Cancel").click();
        assertThat(page.row("First site")).isVisible();
    }

    @Test
    void have_a_history() {
        app.createKey("history", "First site");
        KeysPage page = KeysPage.of(browser, app, "history");
        page.choose("First site", "Details and history");
        assertThat(page.dialog()).containsText("Key created");
        page.inDialog("Close").click();
        page.tab("Audit").click();
        assertThat(page.row("Key created")).containsText("First site");
    }

    private static void press(KeysPage page, String... keys) {
        for (String key : keys) {
            page.page().keyboard().press(key);
        }
    }

    private static Locator item(KeysPage page, String name) {
        return page.component().getByRole(AriaRole.MENUITEM, new Locator.GetByRoleOptions().setName(name));
    }

    /** What the clipboard holds: the page itself may write it, but not read it. */
    private String pasted() {
        browser.context().grantPermissions(List.of("clipboard-read"));
        Page other = browser.newPage();
        other.setContent("<textarea></textarea>");
        other.locator("textarea").focus();
        other.keyboard().press("Control+V");
        String text = other.locator("textarea").inputValue();
        other.close();
        return text;
    }
}
