package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file of docs/guard as it stands, but for what a test must have otherwise. */
record GuardFile(String text) {

    static GuardFile of(String name) {
        try {
            return new GuardFile(Files.readString(Path.of("../docs/guard").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With another text in the one place where this one stands. */
    GuardFile with(String there, String instead) {
        assertThat(text.split(Pattern.quote(there), -1)).as(there).hasSize(2);
        return new GuardFile(text.replace(there, instead));
    }

    /** With the lines in effect that are there as a comment, from the first that begins so to the next one that doesn't fit. */
    GuardFile withCommentedOut(String first) {
        String start = "    # " + first;
        int begin = text.indexOf(start);
        assertThat(begin).as(first).isPositive();
        int end = text.indexOf("\n\n", begin);
        String lines = text.substring(begin, end);
        return with(lines, lines.replace("    # ", "    "));
    }
}
