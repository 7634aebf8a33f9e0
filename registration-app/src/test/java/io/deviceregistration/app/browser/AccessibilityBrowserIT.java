package io.deviceregistration.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.deviceregistration.app.TestApp;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every view, light and dark, wide and narrow, for everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityBrowserIT {

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    /** Texts as long as they may be, without a place to break them at. */
    private static final Map<String, ?> LARGEST_DEVICE = Map.of(
            "name", "W".repeat(128),
            "location", "L".repeat(256),
            "type", "T".repeat(64),
            "attributes", Map.of("A".repeat(64), "V".repeat(256)));

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
    void every_view_is_accessible_light_and_dark() {
        walk("wide", 1280, (page, view) -> {
            assertFits(page, view);
            Accessibility.assertAccessible(page, view);
            colours(page, ColorScheme.DARK);
            Accessibility.assertContrast(page, view + ", dark");
            colours(page, ColorScheme.LIGHT);
        });
    }

    @Test
    void every_view_fits_a_narrow_window() {
        walk("narrow", 360, AccessibilityBrowserIT::assertFits);
    }

    private void walk(String tenant, int width, BiConsumer<Page, String> check) {
        Appliance appliance = Appliance.of(browser, app);
        appliance.register(app.createKey(tenant, "Plant"), "Pump 1");
        String longest = app.createKey(tenant, "W".repeat(128));
        assertThat(appliance.register(longest, LARGEST_DEVICE).status()).isEqualTo(201);
        KeysPage page = KeysPage.of(browser, app, tenant);
        page.page().setViewportSize(width, 740);
        colours(page.page(), ColorScheme.LIGHT);
        new EveryView(page, view -> check.accept(page.page(), view)).walk();
    }

    private static void colours(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    }

    private static void assertFits(Page page, String view) {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as("the width of " + view)
                .isEqualTo(true);
    }
}
