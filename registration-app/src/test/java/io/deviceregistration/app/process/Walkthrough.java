package io.deviceregistration.app.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README's walk-through: what to type, and what then appears. */
record Walkthrough(List<Step> steps) {

    /** Lines for a shell, and what they print, if the README shows it. */
    record Step(String commands, String output) {}

    private static final Pattern SECTION = Pattern.compile("\n## Five minutes with it\n(.*?)\n## ", Pattern.DOTALL);
    private static final Pattern STEP = Pattern.compile("```sh\n(.*?)```\n(?:\n```text\n(.*?)```)?", Pattern.DOTALL);

    static Walkthrough of(String readme) {
        Matcher section = SECTION.matcher(readme);
        if (!section.find()) {
            throw new AssertionError("the README has no walk-through any more");
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(section.group(1));
        while (step.find()) {
            steps.add(new Step(step.group(1), step.group(2) == null ? "" : step.group(2)));
        }
        return new Walkthrough(steps);
    }

    /** A text in which nothing is left that differs from run to run. */
    static String normalized(String text) {
        return text.replaceAll("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", "(id)")
                .replaceAll("(pvk|dvc)_[a-z2-7]{85}", "(key)")
                .replaceAll("(pvk|dvc)_[a-z2-7]{6}…", "(hint)")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z", "(time)")
                .replaceAll("(?m)^Date: .*$", "Date: (date)")
                .replaceAll("(?m)^X-Request-Id: .*$", "X-Request-Id: (id)")
                .strip();
    }
}
