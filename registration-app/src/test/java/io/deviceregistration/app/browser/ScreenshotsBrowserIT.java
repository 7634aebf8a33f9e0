package io.deviceregistration.app.browser;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.deviceregistration.app.TestApp;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Takes the README's pictures, when it is asked to. */
@EnabledIfEnvironmentVariable(named = "REGISTRATION_TEST_SCREENSHOTS", matches = "1")
class ScreenshotsBrowserIT {

    private static final Path FOLDER = Path.of("..", "docs", "screenshots");
    private static final Set<String> SHOWN = Set.of("list", "create", "key-shown-once", "devices");
    private static final String TENANT = "demo";

    @RegisterExtension
    final BrowserExtension browser = new BrowserExtension();

    @Test
    void of_the_page() {
        try (TestApp app = TestApp.serving(Map.of())) {
            furnish(app);
            KeysPage page = KeysPage.of(browser, app, TENANT);
            page.page().setViewportSize(1200, 800);
            new EveryView(page, view -> {
                        if (SHOWN.contains(view)) {
                            take(page.page(), view);
                        }
                    })
                    .walk();
            page.tab("Keys").click();
            page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            take(page.page(), "dark");
            page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.page().setViewportSize(360, 740);
            take(page.page(), "phone");
        }
    }

    private void furnish(TestApp app) {
        Appliance appliance = Appliance.of(browser, app);
        create(app, "Trade fair", 5, 1);
        String contractor = create(app, "Contractor", 0, 7);
        appliance.register(contractor, "Gateway north");
        String plant = create(app, "Plant", 40, 90);
        for (int i = 9; i >= 1; i--) {
            appliance.register(plant, "Pump " + i);
        }
        revokeContractor(app);
    }

    private String create(TestApp app, String label, int limit, int days) {
        String expiry = Instant.now().plus(days, ChronoUnit.DAYS).toString();
        String max = limit == 0 ? "null" : String.valueOf(limit);
        return administrator(
                        app,
                        "/api/v1/edge/keys",
                        "{\"label\": \"%s\", \"expires_at\": \"%s\", \"max_registrations\": %s}"
                                .formatted(label, expiry, max))
                .replaceFirst(".*\"key\":\"([^\"]+)\".*", "$1");
    }

    private void revokeContractor(TestApp app) {
        APIRequestContext http = browser.context().request();
        String keys = http.get(app.url() + "/api/v1/edge/keys", authorized(app)).text();
        String id = keys.replaceFirst(".*\"id\":\"([^\"]+)\",\"label\":\"Contractor\".*", "$1");
        administrator(app, "/api/v1/edge/keys/" + id + "/revoke", "{}");
    }

    private String administrator(TestApp app, String path, String body) {
        return browser.context()
                .request()
                .post(app.url() + path, authorized(app).setData(body))
                .text();
    }

    private static RequestOptions authorized(TestApp app) {
        return RequestOptions.create()
                .setHeader("Authorization", "Bearer " + app.token(TENANT))
                .setHeader("Content-Type", "application/json");
    }

    private static void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
