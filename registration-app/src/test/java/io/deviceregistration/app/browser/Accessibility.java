package io.deviceregistration.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** What axe finds on a page. */
final class Accessibility {

    private Accessibility() {}

    static void assertAccessible(Page page, String view) {
        assertNothingIsFound(axe(page), view);
    }

    /** All that another colour scheme can change. */
    static void assertContrast(Page page, String view) {
        assertNothingIsFound(axe(page).withRules(List.of("color-contrast")), view);
    }

    private static AxeBuilder axe(Page page) {
        // There are no frames, which the other mode opens a page of its own for.
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private static void assertNothingIsFound(AxeBuilder axe, String view) {
        assertThat(axe.analyze().getViolations()).as(view).isEmpty();
    }
}
