package io.deviceregistration.app.guard;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where there is no nginx these tests are skipped, unless {@value #REQUIRED} is 1: then they fail. */
final class NginxCondition implements ExecutionCondition {

    static final String REQUIRED = "REGISTRATION_TEST_REQUIRE_NGINX";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        return Nginx.find().isPresent() || "1".equals(System.getenv(REQUIRED))
                ? ConditionEvaluationResult.enabled("there is an nginx, or there must be one")
                : ConditionEvaluationResult.disabled("there is no nginx here: install it, or name it in "
                        + Nginx.VARIABLE + "; " + REQUIRED + "=1 makes this a failure");
    }
}
