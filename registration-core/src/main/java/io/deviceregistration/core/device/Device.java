package io.deviceregistration.core.device;

import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered device, without its key or the key's hash. Times are in UTC to the millisecond.
 *
 * @param provisioningKey the provisioning key that it registered with
 * @param lastSeenAt when its key was last accepted, noted at most once in {@link #SEEN_INTERVAL}; null if never
 * @param reregistrationUntil until when a registration of its name takes its place, be that past; null if none may
 * @param registeredFrom where it registered from; null if that isn't known
 */
public record Device(
        DeviceId id,
        TenantId tenant,
        DeviceName name,
        @Nullable Location location,
        @Nullable DeviceType type,
        DeviceAttributes attributes,
        DeviceStatus status,
        ProvisioningKeyId provisioningKey,
        Instant registeredAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant reregistrationUntil,
        @Nullable ClientAddress registeredFrom) {

    /** How long after its key was accepted that is not noted again. */
    public static final Duration SEEN_INTERVAL = Duration.ofMinutes(1);

    /** A device that no registration takes the place of, and that came from who knows where. */
    public Device(
            DeviceId id,
            TenantId tenant,
            DeviceName name,
            @Nullable Location location,
            @Nullable DeviceType type,
            DeviceAttributes attributes,
            DeviceStatus status,
            ProvisioningKeyId provisioningKey,
            Instant registeredAt,
            @Nullable Instant lastSeenAt) {
        this(
                id,
                tenant,
                name,
                location,
                type,
                attributes,
                status,
                provisioningKey,
                registeredAt,
                lastSeenAt,
                null,
                null);
    }

    /** Whether it is noted that its key was accepted at this time: nothing is noted yet, or nothing that recent. */
    public boolean isSeenAnewAt(Instant now) {
        return lastSeenAt == null || !now.isBefore(lastSeenAt.plus(SEEN_INTERVAL));
    }

    /** The same, seen at this time, unless it was seen later. */
    public Device seenAt(Instant at) {
        Instant last = lastSeenAt == null || lastSeenAt.isBefore(at) ? at : lastSeenAt;
        return new Device(
                id,
                tenant,
                name,
                location,
                type,
                attributes,
                status,
                provisioningKey,
                registeredAt,
                last,
                reregistrationUntil,
                registeredFrom);
    }

    /** Whether a registration of its name takes its place at this time. */
    public boolean isReregistrableAt(Instant now) {
        return reregistrationUntil != null && now.isBefore(reregistrationUntil);
    }
}
