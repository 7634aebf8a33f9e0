package io.deviceregistration.core.provisioningkey;

/** Whether a provisioning key registers devices, and if not, why. Where several reasons hold, the first one counts. */
public enum ProvisioningKeyStatus {
    /** Registers devices. */
    ACTIVE,
    /** An administrator revoked it. */
    REVOKED,
    /** Its time is over. */
    EXPIRED,
    /** It has registered as many devices as it may. */
    EXHAUSTED
}
