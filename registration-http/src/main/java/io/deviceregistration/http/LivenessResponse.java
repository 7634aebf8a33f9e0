package io.deviceregistration.http;

/** That the process runs; nothing else is looked at. */
record LivenessResponse(String status) {

    static final LivenessResponse LIVE = new LivenessResponse("live");
}
