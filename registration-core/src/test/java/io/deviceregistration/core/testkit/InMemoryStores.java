package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A store in memory: one state under one lock, and the adapters over it. For tests and demonstrations; nothing
 * outlives the process, and every list and registration looks at every row.
 */
public final class InMemoryStores {

    private static final Comparator<Position> NEWEST_FIRST =
            Comparator.comparing(Position::at).thenComparing(Position::id).reversed();

    final Object lock = new Object();
    final Map<ProvisioningKeyId, HashedProvisioningKey> keys = new HashMap<>();
    final Map<DeviceId, HashedDevice> devices = new HashMap<>();

    final Map<AttemptId, Attempt> attempts = new HashMap<>();
    final List<AuditEvent> events = new ArrayList<>();

    /** By what an attempt is found. */
    record AttemptId(ProvisioningKeyId key, Sha256 idempotencyKey) {}

    /** What is kept of an attempt. */
    record Attempt(Sha256 request, DeviceId device, Instant at) {}

    /** What two names have in common if they count as one. */
    final Function<DeviceName, Object> identityOfName;

    public InMemoryStores() {
        this(DeviceName::folded);
    }

    InMemoryStores(Function<DeviceName, Object> identityOfName) {
        this.identityOfName = identityOfName;
    }

    public InMemoryProvisioningKeyStore keys() {
        return new InMemoryProvisioningKeyStore(this);
    }

    public InMemoryDeviceRepository devices() {
        return new InMemoryDeviceRepository(this);
    }

    public AuditLog audit() {
        return new InMemoryAuditLog(this);
    }

    /** All adapters, as contracts take them. */
    public Stores all() {
        return new Stores(keys(), devices(), audit());
    }

    /** Keeps what was done to a device. */
    void record(Attribution by, AuditAction action, Device device) {
        events.add(by.event(device.tenant(), action, object(device)));
    }

    /** What events call a device. */
    static AuditObject object(Device device) {
        return new AuditObject(
                AuditObject.Type.DEVICE, device.id().value(), device.name().value());
    }

    /** Keeps what was done to a provisioning key. */
    void record(Attribution by, AuditAction action, ProvisioningKey key) {
        events.add(by.event(
                key.tenant(),
                action,
                new AuditObject(action.object(), key.id().value(), key.label().value())));
    }

    static <T> Page<T> page(Stream<T> rows, PageRequest request, Function<T, Position> position) {
        Position after = request.after();
        List<T> found = rows.filter(row -> after == null || NEWEST_FIRST.compare(position.apply(row), after) > 0)
                .sorted(Comparator.comparing(position, NEWEST_FIRST))
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(found, request, position);
    }
}
