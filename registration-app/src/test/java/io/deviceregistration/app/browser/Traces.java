package io.deviceregistration.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** Whatever of a page outlives it or is seen elsewhere: storages, cookies, addresses, the console. */
record Traces(List<String> texts) {

    private static final String STORAGES = """
            async () => JSON.stringify([
              { ...localStorage }, { ...sessionStorage }, document.cookie, history.state, name,
              (await indexedDB.databases()).map((database) => database.name), await caches.keys(),
              performance.getEntries().map((entry) => entry.name), location.href,
            ])""";

    static Traces of(BrowserExtension browser, Page page) {
        List<String> texts = new ArrayList<>(browser.console());
        texts.add(page.evaluate(STORAGES).toString());
        texts.add(browser.context().storageState());
        return new Traces(texts);
    }

    /** @param authorization the header that carried the token */
    void assertHide(String authorization) {
        assertThat(authorization).startsWith("Bearer ey");
        for (String part : authorization.substring("Bearer ".length()).split("\\.")) {
            assertThat(texts).noneMatch(text -> text.contains(part));
        }
    }
}
