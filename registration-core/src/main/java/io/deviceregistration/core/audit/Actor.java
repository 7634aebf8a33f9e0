package io.deviceregistration.core.audit;

import io.deviceregistration.core.tenant.Subject;
import java.util.UUID;

/**
 * Who did something, by what it was proved with.
 *
 * @param id an administrator's subject; the id of a provisioning key or device
 */
public record Actor(Type type, String id) {

    /** What the proof was. */
    public enum Type {

        /** An administrator's token. */
        ADMINISTRATOR,

        /** The provisioning key that an appliance registered with. */
        PROVISIONING_KEY,

        /** A device's own key. */
        DEVICE
    }

    public static Actor administrator(Subject subject) {
        return new Actor(Type.ADMINISTRATOR, subject.value());
    }

    public static Actor provisioningKey(UUID key) {
        return new Actor(Type.PROVISIONING_KEY, key.toString());
    }

    public static Actor device(UUID device) {
        return new Actor(Type.DEVICE, device.toString());
    }
}
