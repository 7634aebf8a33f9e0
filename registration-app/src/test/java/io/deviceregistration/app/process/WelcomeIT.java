package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands that a start prints work as they stand, pasted into a shell in the same folder. */
@DisabledOnOs(OS.WINDOWS)
class WelcomeIT {

    private static final Pattern CURL = Pattern.compile("curl -s (\\S+) -H \"Authorization: Bearer \\$\\((.+)\\)\""
            + " -H \"Content-Type: application/json\" -d '([^']+)'");

    @TempDir
    Path folder;

    @Test
    void prints_a_token_command_and_a_call_that_work() throws Exception {
        assertWorks(AppCommand.in(folder));
    }

    @Test
    void quotes_a_data_folder_with_a_strange_name() throws Exception {
        assertWorks(AppCommand.in(folder), "--data-dir", "it's here & $HOME");
    }

    @Test
    void names_a_data_folder_that_was_set_elsewhere() throws Exception {
        Files.writeString(folder.resolve("app.properties"), "data-dir=by-file\n");
        assertWorks(AppCommand.in(folder), "--config", "app.properties");
    }

    @Test
    void names_the_page() {
        try (AppProcess app = AppCommand.in(folder).serve()) {
            String line = app.awaitOutput("  Page: ");
            assertThat(line.strip()).isEqualTo("Page:        " + app.url() + "/settings/edge-registration-keys");
            HttpRequest request = HttpRequest.newBuilder(URI.create(line.substring(line.indexOf("http"))))
                    .build();
            assertThat(Api.send(request).body()).contains("<title>Edge Registration Keys</title>");
        }
    }

    private static void assertWorks(AppCommand command, String... settings) {
        try (AppProcess app = command.serve(settings)) {
            app.awaitOutput("Stop with");
            List<String> welcome = app.output();
            String tokenCommand = welcome.stream()
                    .filter(line -> line.startsWith("  java "))
                    .findFirst()
                    .orElseThrow()
                    .strip();
            Matcher curl = CURL.matcher(curl(welcome));
            assertThat(curl.matches()).as(curl(welcome)).isTrue();
            assertThat(curl.group(2)).isEqualTo(tokenCommand);
            String token = command.shell(tokenCommand).assertWentWell().out().get(0);
            HttpRequest request = HttpRequest.newBuilder(URI.create(curl.group(1)))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(curl.group(3)))
                    .build();
            assertThat(Api.json(201, Api.send(request)).get("key").textValue()).startsWith("pvk_");
        }
    }

    /** The call, its continued lines joined as the shell joins them. */
    private static String curl(List<String> welcome) {
        String text = String.join("\n", welcome);
        return text.substring(text.indexOf("curl"), text.indexOf("\n\nStop"))
                .replaceAll("\\\\\n\\s+", "")
                .strip();
    }
}
