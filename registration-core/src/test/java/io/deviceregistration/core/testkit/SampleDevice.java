package io.deviceregistration.core.testkit;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.device.PreviousKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.ClientAddress;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a device for a test. Unless told otherwise it has a new random id, name and hash, registered at {@link
 * #REGISTERED_AT}, is active, was never seen, and says nothing else of itself.
 */
public final class SampleDevice {

    /** When sample devices registered: a while after sample keys were created. */
    public static final Instant REGISTERED_AT = Instant.parse("2024-03-10T02:29:59.993Z");

    private ProvisioningKeyId provisioningKey;
    private TenantId tenant;
    private DeviceId id = new DeviceId(UUID.randomUUID());
    private String name = "sensor " + UUID.randomUUID();
    private @Nullable Location location;
    private @Nullable DeviceType type;
    private DeviceAttributes attributes = DeviceAttributes.NONE;
    private DeviceStatus status = DeviceStatus.ACTIVE;
    private Instant registeredAt = REGISTERED_AT;
    private @Nullable Instant lastSeenAt;
    private StoredHash hash = SampleProvisioningKey.hash();
    private @Nullable PreviousKey previousKey;
    private @Nullable Instant replayUntil;
    private @Nullable Instant reregistrationUntil;
    private @Nullable ClientAddress registeredFrom;

    private SampleDevice(TenantId tenant, ProvisioningKeyId provisioningKey) {
        this.tenant = tenant;
        this.provisioningKey = provisioningKey;
    }

    /** A device of the key's tenant that registers with the key. */
    public static SampleDevice with(ProvisioningKey key) {
        return new SampleDevice(key.tenant(), key.id());
    }

    /** The device in another tenant than its key's. */
    public SampleDevice tenant(String other) {
        tenant = new TenantId(other);
        return this;
    }

    /** The device as another key of its tenant's registered it. */
    public SampleDevice provisioningKey(ProvisioningKey other) {
        provisioningKey = other.id();
        return this;
    }

    public SampleDevice id(DeviceId value) {
        id = value;
        return this;
    }

    public SampleDevice name(String text) {
        name = text;
        return this;
    }

    public SampleDevice location(String text) {
        location = new Location(text);
        return this;
    }

    public SampleDevice type(String text) {
        type = new DeviceType(text);
        return this;
    }

    public SampleDevice attributes(Map<String, String> values) {
        attributes = DeviceAttributes.of(values);
        return this;
    }

    public SampleDevice status(DeviceStatus value) {
        status = value;
        return this;
    }

    public SampleDevice registeredAt(Instant at) {
        registeredAt = at;
        return this;
    }

    public SampleDevice lastSeenAt(Instant at) {
        lastSeenAt = at;
        return this;
    }

    public SampleDevice hash(StoredHash value) {
        hash = value;
        return this;
    }

    /** The device with a key that was rotated before its present one. */
    public SampleDevice previousKey(StoredHash value, Instant until) {
        previousKey = new PreviousKey(value, until);
        return this;
    }

    /** The device with a registration that may be repeated; null for one that may not. */
    public SampleDevice replayUntil(@Nullable Instant until) {
        replayUntil = until;
        return this;
    }

    /** The device with a place that a registration may take; null for one with none. */
    public SampleDevice reregistrationUntil(@Nullable Instant until) {
        reregistrationUntil = until;
        return this;
    }

    /** The device as it came from this address; null for who knows where. */
    public SampleDevice registeredFrom(@Nullable String address) {
        registeredFrom = address == null ? null : new ClientAddress(address);
        return this;
    }

    public HashedDevice build() {
        return new HashedDevice(
                new Device(
                        id,
                        tenant,
                        new DeviceName(name),
                        location,
                        type,
                        attributes,
                        status,
                        provisioningKey,
                        registeredAt,
                        lastSeenAt,
                        reregistrationUntil,
                        registeredFrom),
                hash,
                previousKey,
                replayUntil);
    }
}
