package io.deviceregistration.app.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.deviceregistration.app.MachineProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Chromium of this machine, started once. Not for use by several threads. */
final class Chromium implements AutoCloseable {

    static final MachineProgram PROGRAM = new MachineProgram(
            "Chromium",
            "REGISTRATION_TEST_CHROMIUM",
            "REGISTRATION_TEST_REQUIRE_CHROMIUM",
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
            List.of());

    /** What a browser does on its own account, beside what a test has it do. */
    private static final List<String> QUIET = List.of(
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-extensions",
            "--disable-sync",
            "--no-first-run",
            "--disable-gpu",
            "--disable-dev-shm-usage");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start(Path program) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(program)
                                    .setHeadless(true)
                                    .setArgs(arguments())));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** Chromium's sandbox refuses to be set up by root. */
    private static List<String> arguments() {
        List<String> arguments = new ArrayList<>(QUIET);
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox");
        }
        return arguments;
    }
}
