package io.deviceregistration.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives each test a fresh browser without cookies, storage or cache, all of them windows of one Chromium a JVM. Whatever
 * a page complains of on its console fails the test, violations of its content security policy among it. A test that
 * fails leaves a screenshot and a trace in {@code target/browser}.
 *
 * <p>Where there is no Chromium its tests are skipped, unless {@code REGISTRATION_TEST_REQUIRE_CHROMIUM} is 1: then they fail.
 */
final class BrowserExtension implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {

    private static final Namespace BROWSERS = Namespace.create(BrowserExtension.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path LEFT_BEHIND = Path.of("target", "browser");

    private final List<String> complaints = new ArrayList<>();
    private final List<String> console = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();
    private BrowserContext context;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        return Chromium.PROGRAM.condition();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        Chromium chromium = test.getRoot()
                .getStore(BROWSERS)
                .computeIfAbsent(Chromium.class, type -> Chromium.start(Chromium.PROGRAM.get()), Chromium.class);
        // What is waited for ends the wait; on a busy machine, five seconds are no sign that it won't come.
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        complaints.clear();
        console.clear();
        expected.clear();
        context = chromium.browser().newContext();
        // Without snapshots of the page: one at each step takes more time than the step.
        context.tracing().start(new Tracing.StartOptions());
        context.onConsoleMessage(this::note);
        context.onWebError(error -> complaints.add("error in " + error.page().url() + ": " + error.error()));
    }

    private void note(ConsoleMessage message) {
        console.add(message.text());
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + " at " + message.location() + ": " + message.text());
        }
    }

    /** A new window. */
    Page newPage() {
        return context.newPage();
    }

    BrowserContext context() {
        return context;
    }

    /** All that pages have written on their consoles so far. */
    List<String> console() {
        return List.copyOf(console);
    }

    /** A complaint that the test brings about; it may come or not. */
    void expectComplaint(String regex) {
        expected.add(Pattern.compile(regex));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        boolean failed = test.getExecutionException().isPresent();
        List<String> unexpected = complaints.stream()
                .filter(complaint -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(complaint).find()))
                .toList();
        try {
            if (failed || !unexpected.isEmpty()) {
                leaveBehind(test.getRequiredTestClass().getSimpleName() + "-"
                        + test.getRequiredTestMethod().getName() + "-"
                        + test.getUniqueId().hashCode());
            } else {
                // Else what was recorded would stay in the system's folder for temporary files.
                context.tracing().stop();
            }
        } finally {
            context.close();
        }
        if (!failed) {
            assertThat(unexpected).as("what the pages complained of").isEmpty();
        }
    }

    private void leaveBehind(String name) {
        for (Page page : context.pages()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(LEFT_BEHIND.resolve(name + "-" + context.pages().indexOf(page) + ".png")));
        }
        context.tracing().stop(new Tracing.StopOptions().setPath(LEFT_BEHIND.resolve(name + ".zip")));
    }
}
