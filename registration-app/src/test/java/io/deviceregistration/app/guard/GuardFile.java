package io.deviceregistration.app.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

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

    /** With the lines in effect that are there as a comment, from the one that begins so to the last one of its kind. */
    GuardFile withCommentedOut(String first) {
        Matcher comment = Pattern.compile("(?m)^( *)# " + Pattern.quote(first) + ".*\\n(?:\\1# .*(?:\\n|$))*")
                .matcher(text);
        assertThat(comment.find()).as(first).isTrue();
        String lines = comment.group();
        return with(lines, lines.replaceAll("(?m)^( *)# ", "$1"));
    }

    /** As YAML. */
    Map<String, Object> yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}
