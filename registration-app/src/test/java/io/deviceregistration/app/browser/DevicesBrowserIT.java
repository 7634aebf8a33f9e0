package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.deviceregistration.app.TestApp;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator does with devices on the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesBrowserIT {

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    private TestApp app;
    private Appliance appliance;
    private String provisioningKey;
    private String deviceKey;
    private KeysPage page;

    @BeforeAll
    void start() {
        app = TestApp.serving(Map.of());
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @BeforeEach
    void register(TestInfo test) {
        String tenant = test.getTestMethod().orElseThrow().getName();
        provisioningKey = app.createKey(tenant, "First site");
        appliance = Appliance.of(browser, app);
        deviceKey = Appliance.deviceKey(appliance.register(provisioningKey, "Pump 1"));
        page = KeysPage.of(browser, app, tenant);
        page.tab("Devices").click();
        assertThat(page.row("Pump 1")).containsText("Hall 3");
    }

    @Test
    void are_disabled_and_enabled() {
        page.choose("Pump 1", "Disable…");
        page.inDialog("Disable device").click();
        assertThat(page.row("Pump 1")).containsText("Disabled");
        assertThat(appliance.self(deviceKey).status()).isEqualTo(403);
        page.choose("Pump 1", "Enable");
        assertThat(page.row("Pump 1")).containsText("Active");
        assertThat(appliance.self(deviceKey).status()).isEqualTo(200);
    }

    @Test
    void get_a_new_key_that_is_shown_once() {
        page.choose("Pump 1", "New device key…");
        page.inDialog("Make a new key").click();
        String fresh = page.shown("key").textContent();
        assertThat(page.shown("command")).containsText("/api/v1/devices/self");
        page.inDialog("I have saved it").click();
        assertThat(page.dialog()).hasCount(0);
        assertThat(appliance.self(deviceKey).status()).isEqualTo(401);
        assertThat(appliance.self(fresh).status()).isEqualTo(200);
    }

    @Test
    void may_have_a_new_key_when_nobody_knows() {
        browser.expectComplaint("status of 500");
        page.page().route("**/device-key", route -> {
            route.fetch();
            route.fulfill(new Route.FulfillOptions().setStatus(500).setBody("{\"code\": \"internal-error\"}"));
        });
        page.choose("Pump 1", "New device key…");
        page.inDialog("Make a new key").click();
        assertThat(page.dialog()).containsText("It may have been made all the same.");
        assertThat(appliance.self(deviceKey).status()).isEqualTo(401);
    }

    @Test
    void are_deleted_by_a_name_with_wide_spaces() {
        appliance.register(provisioningKey, "Valve  1");
        page.button("Refresh").last().click();
        page.choose("Valve  1", "Delete…");
        page.dialog().locator("#typed-name").fill("Valve 1");
        page.inDialog("Delete device").click();
        assertThat(page.row("Valve")).hasCount(0);
    }

    @Test
    void are_deleted_by_name_only() {
        page.choose("Pump 1", "Delete…");
        page.field("Type Pump 1 to confirm").fill("Pump 2");
        page.inDialog("Delete device").click();
        assertThat(page.text("That is not the device’s name.")).isVisible();
        page.field("Type Pump 1 to confirm").fill("Pump 1");
        page.inDialog("Delete device").click();
        assertThat(page.text("No devices yet")).isVisible();
        assertThat(appliance.self(deviceKey).status()).isEqualTo(401);
    }

    @Test
    void may_be_registered_again_for_a_while() {
        page.choose("Pump 1", "Allow re-registration…");
        page.inDialog("Allow re-registration").click();
        assertThat(page.row("Pump 1")).containsText("Re-registration ends in");
        page.choose("Pump 1", "End re-registration");
        assertThat(page.row("Pump 1")).not().containsText("Re-registration ends");
        assertThat(appliance.register(provisioningKey, "Pump 1").status()).isEqualTo(409);
    }

    @Test
    void tell_attributes_that_cannot_pose_as_what_the_service_knows() {
        appliance.register(
                provisioningKey, Map.of("name", "Valve 1", "attributes", Map.of("Registered from", "192.0.2.7")));
        page.button("Refresh").last().click();
        page.choose("Valve 1", "Details and history");
        assertThat(page.dialog().locator("dl").first()).containsText("Registered from");
        assertThat(page.dialog().locator("dl").first()).not().containsText("192.0.2.7");
        assertThat(page.dialog().locator("h3").first()).hasText("Attributes (told by the device)");
        assertThat(page.dialog().locator("dl").last()).containsText("192.0.2.7");
    }

    @Test
    void are_described() {
        page.choose("Pump 1", "Edit location and type…");
        page.dialog().locator("#location").fill("Roof");
        page.inDialog("Save").click();
        assertThat(page.row("Pump 1")).containsText("Roof");
    }

    @Test
    void are_found_by_name_status_and_key() {
        appliance.register(provisioningKey, "Valve 1");
        page.field("Name begins with").fill("VAL");
        assertThat(page.rows()).hasCount(1);
        assertThat(page.row("Valve 1")).isVisible();
        page.field("Status").last().selectOption("disabled");
        assertThat(page.text("No device is like that")).isVisible();
        page.button("Clear filters").click();
        assertThat(page.component().locator("#view-devices")).isFocused();
        assertThat(page.rows()).hasCount(2);
        page.field("Registered since").fill("12026-01-01T00:00");
        assertThat(page.text("the year with four digits")).isVisible();
        page.field("Registered since").fill("2990-01-01T00:00");
        assertThat(page.text("No device is like that")).isVisible();
        assertThat(page.text("the year with four digits")).hasCount(0);
    }

    @Test
    void of_a_leaked_key_are_disabled_at_once() {
        appliance.register(provisioningKey, "Pump 2");
        page.tab("Keys").click();
        page.choose("First site", "Disable its devices…");
        assertThat(page.dialog()).containsText("The key is not revoked.");
        assertThat(page.dialog()).containsText("2 active devices would be disabled.");
        page.inDialog("Disable devices").click();
        assertThat(page.text("2 devices are disabled.")).isVisible();
        assertThat(appliance.self(deviceKey).status()).isEqualTo(403);
        page.choose("First site", "Show its devices");
        assertThat(page.row("Pump 1")).containsText("Disabled");
        assertThat(page.row("Pump 2")).containsText("Disabled");
    }

    @Test
    void of_a_leaked_key_are_spared_if_they_registered_before_that() {
        page.tab("Keys").click();
        page.choose("First site", "Disable its devices…");
        assertThat(page.dialog()).containsText("1 active device would be disabled.");
        page.dialog().getByLabel("Only devices registered since").press("ArrowUp");
        assertThat(page.dialog()).not().containsText("would be disabled");
        page.dialog().getByLabel("Only devices registered since").fill("12026-01-01T00:00");
        assertThat(page.dialog()).not().containsText("would be disabled");
        page.inDialog("Disable devices").click();
        assertThat(page.dialog().locator("#registered_since-error")).containsText("the year with four digits");
        page.dialog().getByLabel("Only devices registered since").fill("2990-01-01T00:00");
        assertThat(page.dialog()).containsText("No active device would be disabled.");
        page.inDialog("Disable devices").click();
        assertThat(page.text("0 devices are disabled.")).isVisible();
        assertThat(appliance.self(deviceKey).status()).isEqualTo(200);
    }
}
