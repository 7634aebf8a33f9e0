package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingSourcesTest {

    private static final Map<Setting, String> NO_FLAG = Map.of();
    private static final Map<Setting, String> EMPTY_FLAG = Map.of(Setting.HTTP_PORT, "");
    private static final Map<String, String> VARIABLE = Map.of("REGISTRATION_HTTP_PORT", "2");
    private static final Map<String, String> EMPTY_VARIABLE = Map.of("REGISTRATION_HTTP_PORT", "");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write_a_settings_file() throws IOException {
        file = Files.writeString(folder.resolve("app.properties"), "http-port=3\nlog-level=\n");
    }

    @Test
    void go_by_the_flag_then_the_variable_then_the_file() {
        assertThat(port(new SettingSources(Map.of(Setting.HTTP_PORT, "1"), VARIABLE, file)))
                .isEqualTo("1");
        assertThat(port(new SettingSources(NO_FLAG, VARIABLE, file))).isEqualTo("2");
        assertThat(port(new SettingSources(NO_FLAG, Map.of(), file))).isEqualTo("3");
    }

    @Test
    void pass_over_what_others_call_alike() {
        Map<String, String> ofKubernetes = Map.of(
                "REGISTRATION_PORT", "tcp://10.0.0.1:80",
                "REGISTRATION_PORT_80_TCP_ADDR", "10.0.0.1",
                "REGISTRATION_SERVICE_HOST", "10.0.0.1",
                "REGISTRATION_DB_PORT", "tcp://10.0.0.2:5432",
                "REGISTRATION_DB_PORT_5432_TCP_PROTO", "tcp",
                "REGISTRATION_DB_SERVICE_PORT_SQL", "5432",
                "REGISTRATION_HTTP_PORT", "tcp://10.0.0.3:80",
                "REGISTRATION_SERVICE_PORT", "80",
                "REGISTRATION_SERVICE_PORT_HTTP", "80",
                "REGISTRATION_TEST_MSSQL_URL", "jdbc:sqlserver://db");
        assertThat(port(new SettingSources(NO_FLAG, ofKubernetes, file))).isEqualTo("3");
    }

    @Test
    void leave_it_to_the_next_source_where_a_text_is_empty() {
        assertThat(port(new SettingSources(EMPTY_FLAG, VARIABLE, file))).isEqualTo("2");
        assertThat(port(new SettingSources(NO_FLAG, EMPTY_VARIABLE, file))).isEqualTo("3");
        assertThat(port(new SettingSources(EMPTY_FLAG, EMPTY_VARIABLE, file))).isEqualTo("3");
        assertThat(port(new SettingSources(EMPTY_FLAG, EMPTY_VARIABLE, null))).isEqualTo("8080");
        assertThat(new SettingSources(NO_FLAG, Map.of(), file).find(Setting.LOG_LEVEL))
                .get()
                .extracting(SettingSources.Sourced::text)
                .isEqualTo("info");
    }

    @Test
    void blame_the_source_that_decided() {
        SettingSources sources = new SettingSources(EMPTY_FLAG, EMPTY_VARIABLE, file);

        assertThat(sources.whichAreSet(Set.of(Setting.HTTP_PORT, Setting.LOG_LEVEL)))
                .isEqualTo("http-port in " + file);
    }

    @Test
    void know_no_other_variable_even_if_it_is_empty() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new SettingSources(NO_FLAG, Map.of("REGISTRATION_HTTP_PROT", ""), null))
                .withMessageContaining("REGISTRATION_HTTP_PROT");
    }

    @Test
    void hand_adapters_what_is_theirs_by_the_same_names_from_everywhere() throws IOException {
        Files.writeString(file, "hashing.key-file=1\nhashing.rounds=2\n");
        SettingSources sources = new SettingSources(
                NO_FLAG, Map.of("REGISTRATION_HASHING_KEY_FILE", "3", "REGISTRATION_STORE_A", ""), file);

        assertThat(sources.settingsOfAdapter(Setting.HASHING)).isEqualTo(Map.of("key-file", "3", "rounds", "2"));
        assertThat(sources.settingsOfAdapter(Setting.STORE)).isEmpty();
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> sources.refuseSettingsOfAdapters(Setting.HASHING))
                .withMessageContaining("hashing.");
        sources.refuseSettingsOfAdapters(Setting.IDENTITY);
    }

    private static String port(SettingSources sources) {
        return sources.find(Setting.HTTP_PORT).orElseThrow().text();
    }
}
