package io.deviceregistration.core.value;

import java.util.List;

/**
 * A value breaks a rule of the domain. Its problems say what is wrong in words meant for whoever supplied the value;
 * none repeats the value itself.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param path where inside the value, outermost name first; empty for the value as a whole
     * @param detail what is wrong and what is allowed, as the end of a sentence that begins with the value's name
     */
    public record Problem(List<String> path, String detail) {

        public Problem {
            path = List.copyOf(path);
        }
    }

    private final transient List<Problem> problems;

    public InvalidValueException(String detail) {
        this(List.of(new Problem(List.of(), detail)));
    }

    public InvalidValueException(List<Problem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong with the value, at least one problem. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an invalid value has at least one problem");
        }
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append(text.isEmpty() ? "" : "; ");
            text.append(problem.path().isEmpty() ? "" : String.join("/", problem.path()) + " ");
            text.append(problem.detail());
        }
        return text.toString();
    }
}
