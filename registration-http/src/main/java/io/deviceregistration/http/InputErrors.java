package io.deviceregistration.http;

import io.deviceregistration.core.value.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request's members, so that one answer names all of it. */
final class InputErrors {

    private final List<Problem.InvalidMember> errors = new ArrayList<>();

    /** The value, or nothing with its problems noted under the pointer. */
    <T> @Nullable T read(String pointer, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidValueException e) {
            e.problems().forEach(problem -> add(pointer + pointer(problem.path()), problem.detail()));
            return null;
        }
    }

    void add(String pointer, String detail) {
        errors.add(new Problem.InvalidMember(pointer, detail));
    }

    /** @throws ProblemException if anything was noted */
    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).asException();
        }
    }

    /** The JSON pointer to a member. */
    static String pointer(List<String> path) {
        StringBuilder pointer = new StringBuilder();
        for (String name : path) {
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
