package io.deviceregistration.core.device;

import io.deviceregistration.core.value.Sha256;

/** A registration that was done: what was asked for, and the device that it made, as it is now. */
public record PastAttempt(Sha256 request, HashedDevice device) {}
