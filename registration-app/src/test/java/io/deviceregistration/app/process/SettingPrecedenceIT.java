package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where settings come from: flags, then the environment, then the file, then defaults. Told by which data folder comes
 * to be.
 */
class SettingPrecedenceIT {

    @TempDir
    Path folder;

    @Test
    void a_flag_goes_before_everything() throws IOException {
        assertThat(dataFolder(withVariable(), "--config", file(), "--data-dir", "by-flag"))
                .isEqualTo("by-flag");
    }

    @Test
    void a_flag_may_stand_before_the_command() throws IOException {
        withVariable()
                .run("--config", file(), "--data-dir", "by-flag", "token", "--tenant", "demo")
                .assertWentWell();
        assertThat(folder.resolve("by-flag")).isDirectory();
    }

    @Test
    void a_variable_goes_before_the_file() throws IOException {
        assertThat(dataFolder(withVariable(), "--config", file())).isEqualTo("by-variable");
    }

    @Test
    void an_empty_variable_leaves_the_default() throws IOException {
        assertThat(dataFolder(AppCommand.in(folder).with("REGISTRATION_DATA_DIR", "")))
                .isEqualTo("data");
    }

    @Test
    void an_empty_flag_leaves_it_to_the_variable() throws IOException {
        assertThat(dataFolder(withVariable(), "--config", file(), "--data-dir="))
                .isEqualTo("by-variable");
    }

    @Test
    void an_empty_variable_leaves_it_to_the_file() throws IOException {
        assertThat(dataFolder(AppCommand.in(folder).with("REGISTRATION_DATA_DIR", ""), "--config", file()))
                .isEqualTo("by-file");
    }

    @Test
    void the_file_goes_before_the_default() throws IOException {
        assertThat(dataFolder(AppCommand.in(folder), "--config", file())).isEqualTo("by-file");
    }

    @Test
    void the_default_is_a_folder_here() throws IOException {
        assertThat(dataFolder(AppCommand.in(folder))).isEqualTo("data");
    }

    private AppCommand withVariable() {
        return AppCommand.in(folder).with("REGISTRATION_DATA_DIR", "by-variable");
    }

    private String file() throws IOException {
        Files.writeString(folder.resolve("app.properties"), "# Where the data is\ndata-dir = by-file\n");
        return "app.properties";
    }

    /** The name of the data folder that a command with these settings makes: the one that is quickest to end. */
    private String dataFolder(AppCommand command, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("token", "--tenant", "demo"));
        arguments.addAll(List.of(settings));
        command.run(arguments.toArray(String[]::new)).assertWentWell();
        try (var files = Files.list(folder)) {
            return files.filter(Files::isDirectory)
                    .map(data -> data.getFileName().toString())
                    .toList()
                    .toString()
                    .replaceAll("[\\[\\]]", "");
        }
    }
}
