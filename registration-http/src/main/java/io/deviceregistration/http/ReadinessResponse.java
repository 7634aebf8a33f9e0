package io.deviceregistration.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** Whether requests should come, and which of its needs this instance has. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ReadinessResponse(String status, Map<String, Boolean> checks) {

    static final ReadinessResponse DRAINING = new ReadinessResponse("draining", Map.of());

    private static final String READY = "ready";

    static ReadinessResponse of(Map<String, Boolean> checks) {
        return new ReadinessResponse(checks.containsValue(false) ? "not_ready" : READY, checks);
    }

    /** What goes by statuses alone is told by this one. */
    int httpStatus() {
        return status.equals(READY) ? 200 : 503;
    }
}
