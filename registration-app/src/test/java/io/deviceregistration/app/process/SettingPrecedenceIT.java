package io.deviceregistration.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where settings come from: flags, then the environment, then the file, then defaults. Told by the data folder in which {@code
 * token} says that it finds no key.
 */
class SettingPrecedenceIT {

    private static final int CANNOT_START = 1;
    private static final String DEFAULT = Path.of("./data").toString();

    @TempDir
    Path folder;

    @Test
    void a_flag_goes_before_everything() throws IOException {
        assertLooksIn("by-flag", withVariable(), "--config", file(), "--data-dir", "by-flag");
    }

    @Test
    void a_flag_may_stand_before_the_command() throws IOException {
        assertNames(
                "by-flag",
                withVariable().run("--config", file(), "--data-dir", "by-flag", "token", "--tenant", "demo"));
    }

    @Test
    void a_variable_goes_before_the_file() throws IOException {
        assertLooksIn("by-variable", withVariable(), "--config", file());
    }

    @Test
    void an_empty_variable_leaves_the_default() throws IOException {
        assertLooksIn(DEFAULT, AppCommand.in(folder).with("REGISTRATION_DATA_DIR", ""));
    }

    @Test
    void an_empty_flag_leaves_it_to_the_variable() throws IOException {
        assertLooksIn("by-variable", withVariable(), "--config", file(), "--data-dir=");
    }

    @Test
    void an_empty_variable_leaves_it_to_the_file() throws IOException {
        assertLooksIn("by-file", AppCommand.in(folder).with("REGISTRATION_DATA_DIR", ""), "--config", file());
    }

    @Test
    void the_file_goes_before_the_default() throws IOException {
        assertLooksIn("by-file", AppCommand.in(folder), "--config", file());
    }

    @Test
    void the_default_is_a_folder_here() throws IOException {
        assertLooksIn(DEFAULT, AppCommand.in(folder));
    }

    private AppCommand withVariable() {
        return AppCommand.in(folder).with("REGISTRATION_DATA_DIR", "by-variable");
    }

    private String file() throws IOException {
        Files.writeString(folder.resolve("app.properties"), "# Where the data is\ndata-dir = by-file\n");
        return "app.properties";
    }

    private static void assertLooksIn(String dataFolder, AppCommand command, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("token", "--tenant", "demo"));
        arguments.addAll(List.of(settings));
        assertNames(dataFolder, command.run(arguments.toArray(String[]::new)));
    }

    /** Only a server makes what the command looks for. */
    private static void assertNames(String dataFolder, Ended ended) {
        ended.assertRefused(CANNOT_START, "there is no development key in " + dataFolder + ":");
    }
}
