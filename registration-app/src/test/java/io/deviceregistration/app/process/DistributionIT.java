package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in the zip, and who may do what with it once it is unpacked. */
@Timeout(60)
class DistributionIT {

    private Distribution distribution;
    private Map<String, String> permissions;

    @BeforeEach
    void look_into_the_zip() throws IOException {
        distribution = Distribution.packaged();
        permissions = distribution.permissions();
    }

    @Test
    void has_what_people_look_for() {
        assertThat(permissions)
                .containsKeys(
                        "bin/device-registration",
                        "bin/device-registration.bat",
                        "systemd/device-registration.service",
                        "systemd/device-registration.env",
                        "systemd/pepper.conf",
                        "registration-app.jar",
                        "LICENSE",
                        "THIRD-PARTY.txt",
                        "README.md",
                        "CHANGELOG.md",
                        "SECURITY.md");
    }

    @Test
    void lets_its_scripts_be_run_and_its_secrets_be_read_by_their_owner_alone() {
        assertThat(permissions)
                .allSatisfy((path, allowed) -> assertThat(allowed)
                        .as(path)
                        .isEqualTo(
                                path.endsWith("/") || path.startsWith("bin/") || path.endsWith(".sh")
                                        ? "rwxr-xr-x"
                                        : path.endsWith(".env") ? "rw-------" : "rw-r--r--"));
    }

    @Test
    void has_just_the_libraries_that_the_app_names() throws IOException {
        String named = Distribution.manifest(AppCommand.JAR).getValue("Class-Path");
        assertThat(libraries()).containsExactlyInAnyOrder(named.split(" "));
    }

    @Test
    void says_under_which_licences_every_library_of_others_is() throws IOException {
        List<String> listed = distribution
                .text("THIRD-PARTY.txt")
                .lines()
                .filter(line -> line.matches("\\S+\\.jar: \\S.*"))
                .map(line -> "lib/" + line.substring(0, line.indexOf(": ")))
                .toList();
        assertThat(libraries().filter(library -> !library.startsWith("lib/registration-")))
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void has_no_unit_that_runs_as_root_or_starts_something_else() throws IOException {
        List<String> unit = Arrays.asList(
                distribution.text("systemd/device-registration.service").split("\n"));
        assertThat(unit)
                .contains(
                        "DynamicUser=yes",
                        "StateDirectoryMode=0700",
                        "NoNewPrivileges=yes",
                        "ProtectSystem=strict",
                        "SuccessExitStatus=143",
                        "RestartPreventExitStatus=2",
                        "EnvironmentFile=/etc/device-registration/device-registration.env",
                        "ExecStart=/opt/device-registration/bin/device-registration serve");
    }

    private Stream<String> libraries() {
        return permissions.keySet().stream().filter(path -> path.matches("lib/.+"));
    }
}
