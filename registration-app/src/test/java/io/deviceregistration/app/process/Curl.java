package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The machine's curl, which the shell's part of some tests needs. */
final class Curl {

    private Curl() {}

    /** Skips a test where there is no curl, and fails it if there must be one. */
    static void require(AppCommand command, String what) {
        boolean isHere = command.shell("command -v curl").status() == 0;
        assertThat(isHere || System.getenv("CI") == null).as("CI has curl").isTrue();
        assumeTrue(isHere, what + " was not run: there is no curl here");
    }
}
