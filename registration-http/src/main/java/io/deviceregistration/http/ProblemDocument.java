package io.deviceregistration.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A problem as JSON (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemDocument(
        String type, String title, int status, String detail, String code, List<Problem.InvalidMember> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:problem:device-registration:";

    static byte[] of(Problem problem) {
        ProblemCode code = problem.code();
        return Json.write(new ProblemDocument(
                TYPE_PREFIX + code.code(),
                code.title(),
                code.status(),
                problem.detail(),
                code.code(),
                problem.errors()));
    }
}
