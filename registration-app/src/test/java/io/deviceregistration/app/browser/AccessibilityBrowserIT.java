package io.deviceregistration.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1200"})
    void every_view_is_accessible(ColorScheme scheme, int width) {
        walk(scheme, width, (page, view) -> {
            assertThat(new AxeBuilder(page).analyze().getViolations()).as(view).isEmpty();
            assertFits(page, view);
        });
    }

    @Test
    void every_view_fits_a_narrow_window() {
        walk(ColorScheme.LIGHT, 360, AccessibilityBrowserIT::assertFits);
    }

    private void walk(ColorScheme scheme, int width, BiConsumer<Page, String> check) {
        String tenant = scheme + "-" + width;
        Appliance appliance = Appliance.of(browser, app);
        appliance.register(app.createKey(tenant, "Plant"), "Pump 1");
        String longest = app.createKey(tenant, "W".repeat(128));
        assertThat(appliance.register(longest, LARGEST_DEVICE).status()).isEqualTo(201);
        KeysPage page = KeysPage.of(browser, app, tenant);
        page.page().setViewportSize(width, 740);
        page.page()
                .emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        new EveryView(page, view -> check.accept(page.page(), view)).walk();
    }

    private static void assertFits(Page page, String view) {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as("the width of " + view)
                .isEqualTo(true);
    }
}
