package io.deviceregistration.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/**
 * A program of this machine's that tests need. Where it is missing they are skipped, unless a variable that requires it is 1.
 *
 * @param name what it is called
 * @param variable the environment variable that names it where it isn't on the path
 * @param required the environment variable that makes its absence a failure
 * @param files what it may be called on the path
 * @param folders where it may be besides
 */
public record MachineProgram(String name, String variable, String required, List<String> files, List<String> folders) {

    /** Where it is, if it is here. */
    public Optional<Path> find() {
        String named = System.getenv(variable);
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), folders.stream())
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> files.stream().map(file -> Path.of(folder, file)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where it is; that it is nowhere fails the test. */
    public Path get() {
        return find().orElseThrow(() -> new AssertionError("there is no " + name + " here, and " + required + " is 1"));
    }

    /** Whether its tests are run. */
    public ConditionEvaluationResult condition() {
        return find().isPresent() || "1".equals(System.getenv(required))
                ? ConditionEvaluationResult.enabled("there is " + name + ", or there must be")
                : ConditionEvaluationResult.disabled("there is no " + name + " here: install it, or name it in "
                        + variable + "; " + required + "=1 makes this a failure");
    }
}
