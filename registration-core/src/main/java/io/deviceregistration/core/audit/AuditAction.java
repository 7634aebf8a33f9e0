package io.deviceregistration.core.audit;

/** What was done. Clients and stores see the names in lowercase; a name never gets another meaning. */
public enum AuditAction {
    PROVISIONING_KEY_CREATED(AuditObject.Type.PROVISIONING_KEY),
    PROVISIONING_KEY_RELABELLED(AuditObject.Type.PROVISIONING_KEY),
    PROVISIONING_KEY_REVOKED(AuditObject.Type.PROVISIONING_KEY),

    /** A new device registered. */
    DEVICE_REGISTERED(AuditObject.Type.DEVICE),

    /** A registration was repeated, its answer having been lost: the device has a fresh key. */
    DEVICE_REGISTRATION_REPLAYED(AuditObject.Type.DEVICE),

    /** A registration took the place of a device that an administrator had opened for it. */
    DEVICE_REREGISTERED(AuditObject.Type.DEVICE),

    /** An administrator let a registration take the device's place. */
    DEVICE_REREGISTRATION_OPENED(AuditObject.Type.DEVICE),
    DEVICE_REREGISTRATION_CLOSED(AuditObject.Type.DEVICE),

    /** The device exchanged its key for a new one. */
    DEVICE_KEY_ROTATED(AuditObject.Type.DEVICE),

    /** An administrator gave the device a new key. */
    DEVICE_KEY_REPLACED(AuditObject.Type.DEVICE),

    /** Its location, type or attributes were changed. */
    DEVICE_DESCRIBED(AuditObject.Type.DEVICE),
    DEVICE_DISABLED(AuditObject.Type.DEVICE),
    DEVICE_ENABLED(AuditObject.Type.DEVICE),
    DEVICE_DELETED(AuditObject.Type.DEVICE);

    private final AuditObject.Type object;

    AuditAction(AuditObject.Type object) {
        this.object = object;
    }

    /** What it is done to. */
    public AuditObject.Type object() {
        return object;
    }
}
