package io.deviceregistration.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.function.Consumer;

/** A walk through all that the component shows, over a tenant that has the key {@code Plant} and its device {@code Pump 1}. */
record EveryView(KeysPage page, Consumer<String> visitor) {

    void walk() {
        assertThat(page.row("Plant")).isVisible();
        visitor.accept("list");
        page.openActions("Plant");
        visitor.accept("menu");
        page.page().keyboard().press("Escape");
        page.choose("Plant", "Revoke…");
        visit("revoke");
        page.choose("Plant", "Disable its devices…");
        assertThat(page.dialog()).containsText("would be disabled");
        visit("disable-devices");
        page.choose("Plant", "Details and history");
        assertThat(page.dialog()).containsText("Key created");
        visit("details");
        create();
        devices();
        page.tab("Audit").click();
        assertThat(page.row("Device registered").first()).isVisible();
        visitor.accept("audit");
    }

    private void create() {
        page.button("Create key").click();
        page.field("Label").fill("Building site");
        visitor.accept("create");
        page.field("Label").fill("");
        page.inDialog("Create key").click();
        visit("create-with-an-error");
        page.create("Building site");
        visitor.accept("key-shown-once");
        page.inDialog("I have saved it").click();
    }

    private void devices() {
        page.choose("Plant", "Show its devices");
        assertThat(page.row("Pump 1").first()).isVisible();
        visitor.accept("devices");
        page.field("Provisioning key").selectOption("");
        assertThat(page.row("Pump 1").first()).isVisible();
        visitor.accept("all-devices");
        page.rows()
                .first()
                .getByRole(AriaRole.ROWHEADER)
                .getByRole(AriaRole.BUTTON)
                .click();
        assertThat(page.dialog()).containsText("Device registered");
        visit("device-details");
        page.choose("Pump 1", "Allow re-registration…");
        visit("reregistration");
        page.choose("Pump 1", "Delete…");
        visit("delete");
    }

    private void visit(String dialog) {
        assertThat(page.dialog()).isVisible();
        visitor.accept(dialog);
        page.page().keyboard().press("Escape");
        assertThat(page.dialog()).hasCount(0);
    }
}
