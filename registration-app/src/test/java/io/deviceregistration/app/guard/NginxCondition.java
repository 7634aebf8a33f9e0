package io.deviceregistration.app.guard;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where there is no nginx these tests are skipped, unless {@code REGISTRATION_TEST_REQUIRE_NGINX} is 1: then they fail. */
final class NginxCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        return Nginx.PROGRAM.condition();
    }
}
