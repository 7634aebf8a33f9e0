package io.deviceregistration.http;

import java.util.List;
import java.util.Map;

/**
 * An error as the client gets it.
 *
 * @param detail what is wrong and what to do about it; carries no key and nothing of another tenant
 * @param errors every bad member, if the input is at fault
 * @param headers what else the answer carries
 */
record Problem(ProblemCode code, String detail, List<InvalidMember> errors, Map<String, String> headers) {

    /**
     * One bad member of the input.
     *
     * @param pointer a JSON pointer (RFC 6901) into the body, or a slash and the name of a query parameter
     */
    record InvalidMember(String pointer, String detail) {}

    Problem(ProblemCode code, String detail) {
        this(code, detail, List.of(), Map.of());
    }

    static Problem invalid(List<InvalidMember> errors) {
        String detail = errors.size() == 1 ? "One member is invalid." : errors.size() + " members are invalid.";
        return new Problem(ProblemCode.INVALID_REQUEST, detail, errors, Map.of());
    }

    Problem withHeader(String name, String value) {
        return new Problem(code, detail, errors, Map.of(name, value));
    }

    ProblemException asException() {
        return new ProblemException(this);
    }
}
