package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What an ended process leaves: its exit status and the lines it printed. */
public record Ended(int status, List<String> out, List<String> err) {

    /** It did what it was asked to, and had nothing to complain about. */
    Ended assertWentWell() {
        assertThat(err).isEmpty();
        assertThat(status).isZero();
        return this;
    }

    /** It said in one line why it didn't do what it was asked to: no stack trace, no log, nothing on standard output. */
    Ended assertRefused(int expectedStatus, String... saying) {
        assertThat(err)
                .singleElement()
                .asString()
                .startsWith("registration-app: ")
                .contains(saying);
        assertThat(out).isEmpty();
        assertThat(status).isEqualTo(expectedStatus);
        return this;
    }

    /** None of these is in what it printed. */
    Ended assertHides(String... secrets) {
        assertThat(String.join("\n", out) + String.join("\n", err)).doesNotContain(secrets);
        return this;
    }
}
