package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's walk-through, typed as it stands. */
class ReadmeIT {

    private static final String STEP = "=== step %d ===";

    @TempDir
    Path folder;

    @Test
    void walks_through_with_the_output_that_it_prints() throws IOException {
        AppCommand command = AppCommand.in(folder);
        Curl.require(command, "the walk-through");
        Walkthrough walkthrough = Walkthrough.of(Files.readString(Path.of("../README.md")));
        assertThat(walkthrough.steps()).hasSizeGreaterThan(5);
        try (AppProcess app = command.serve()) {
            List<String> printed = run(command, walkthrough, app.url().toString());
            for (int i = 0; i < walkthrough.steps().size(); i++) {
                assertThat(Walkthrough.normalized(printed.get(i)))
                        .isEqualTo(Walkthrough.normalized(
                                walkthrough.steps().get(i).output()));
            }
        }
    }

    /** What each step printed, all of them typed into one shell. */
    private static List<String> run(AppCommand command, Walkthrough walkthrough, String url) {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < walkthrough.steps().size(); i++) {
            script.append("echo '").append(STEP.formatted(i)).append("'\n");
            script.append(walkthrough.steps().get(i).commands());
        }
        String here = script.toString()
                .replace("http://127.0.0.1:8080", url)
                .replace("registration-app/target/registration-app.jar", AppCommand.JAR.toString());
        Ended ended = command.shell(here).assertWentWell();
        String[] outputs = String.join("\n", ended.out()).split("=== step \\d+ ===\n?");
        return List.of(outputs).subList(1, outputs.length);
    }
}
