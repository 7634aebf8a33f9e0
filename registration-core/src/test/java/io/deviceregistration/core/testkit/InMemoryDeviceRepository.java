package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.PastAttempt;
import io.deviceregistration.core.device.PreviousKey;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The devices of {@link InMemoryStores}. */
public final class InMemoryDeviceRepository implements DeviceRepository {

    private final InMemoryStores stores;
    private final InMemoryRegistrations registrations;

    InMemoryDeviceRepository(InMemoryStores stores) {
        this.stores = stores;
        this.registrations = new InMemoryRegistrations(stores);
    }

    @Override
    public Registration register(HashedDevice hashed, Attribution by) {
        return registrations.register(hashed, by);
    }

    @Override
    public Registration register(HashedDevice hashed, RegistrationAttempt attempt, Attribution by) {
        return registrations.register(hashed, attempt, by);
    }

    @Override
    public Optional<PastAttempt> findAttempt(ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
        return registrations.findAttempt(key, idempotencyKey, after);
    }

    @Override
    public Registration replay(
            ProvisioningKeyId key, Sha256 idempotencyKey, DeviceId id, StoredHash replacement, Attribution by) {
        return registrations.replay(key, idempotencyKey, id, replacement, by);
    }

    @Override
    public Registration reregister(HashedDevice hashed, @Nullable RegistrationAttempt attempt, Attribution by) {
        return registrations.reregister(hashed, attempt, by);
    }

    @Override
    public Optional<Device> openReregistration(TenantId tenant, DeviceId id, Instant until, Attribution by) {
        synchronized (stores.lock) {
            Optional<Device> opened = find(tenant, id).map(device -> DeviceCopies.reregistrable(device, until));
            opened.ifPresent(device -> {
                put(device, AuditAction.DEVICE_REREGISTRATION_OPENED, by);
                stores.devices.computeIfPresent(
                        id, (same, stored) -> new HashedDevice(device, stored.keyHash(), stored.previousKey(), null));
                stores.attempts.values().removeIf(attempt -> attempt.device().equals(id));
            });
            return opened;
        }
    }

    @Override
    public boolean closeReregistration(TenantId tenant, DeviceId id, Attribution by) {
        synchronized (stores.lock) {
            Optional<Device> found = find(tenant, id);
            found.filter(device -> device.reregistrationUntil() != null)
                    .map(device -> DeviceCopies.reregistrable(device, null))
                    .ifPresent(device -> put(device, AuditAction.DEVICE_REREGISTRATION_CLOSED, by));
            return found.isPresent();
        }
    }

    @Override
    public Optional<Device> find(TenantId tenant, DeviceId id) {
        return findHashed(id)
                .map(HashedDevice::device)
                .filter(device -> device.tenant().equals(tenant));
    }

    @Override
    public Optional<HashedDevice> findHashed(DeviceId id) {
        synchronized (stores.lock) {
            return Optional.ofNullable(stores.devices.get(id));
        }
    }

    @Override
    public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
        synchronized (stores.lock) {
            return InMemoryStores.page(
                    stores.devices.values().stream()
                            .map(HashedDevice::device)
                            .filter(device -> device.tenant().equals(tenant))
                            .filter(device -> meets(filter, device)),
                    page,
                    device -> new Position(device.registeredAt(), device.id().value()));
        }
    }

    private static boolean meets(DeviceFilter filter, Device device) {
        return (filter.provisioningKey() == null || filter.provisioningKey().equals(device.provisioningKey()))
                && (filter.status() == null || filter.status() == device.status())
                && (filter.name() == null
                        || device.name().folded().startsWith(filter.name().folded()))
                && (filter.registeredSince() == null || filter.registeredSince().includes(device.registeredAt()));
    }

    @Override
    public Optional<Device> changeStatus(TenantId tenant, DeviceId id, DeviceStatus status, Attribution by) {
        synchronized (stores.lock) {
            Optional<Device> found = find(tenant, id);
            found.filter(device -> device.status() != status)
                    .ifPresent(device -> put(
                            DeviceCopies.with(device, status),
                            status == DeviceStatus.DISABLED ? AuditAction.DEVICE_DISABLED : AuditAction.DEVICE_ENABLED,
                            by));
            return find(tenant, id);
        }
    }

    @Override
    public int countActive(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since) {
        return active(tenant, key, since).size();
    }

    @Override
    public int disableAll(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
        synchronized (stores.lock) {
            List<Device> active = active(tenant, key, since);
            active.forEach(device -> {
                put(DeviceCopies.with(device, DeviceStatus.DISABLED));
                stores.events.add(by.eventOfMany(tenant, AuditAction.DEVICE_DISABLED, InMemoryStores.object(device)));
            });
            return active.size();
        }
    }

    private List<Device> active(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since) {
        DeviceFilter filter = new DeviceFilter(key, DeviceStatus.ACTIVE, null, since);
        synchronized (stores.lock) {
            return stores.devices.values().stream()
                    .map(HashedDevice::device)
                    .filter(device -> device.tenant().equals(tenant) && meets(filter, device))
                    .toList();
        }
    }

    @Override
    public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
        synchronized (stores.lock) {
            if (!change.isNone()) {
                find(tenant, id)
                        .ifPresent(device ->
                                put(DeviceCopies.described(device, change), AuditAction.DEVICE_DESCRIBED, by));
            }
            return find(tenant, id);
        }
    }

    @Override
    public boolean delete(TenantId tenant, DeviceId id, Attribution by) {
        synchronized (stores.lock) {
            Optional<Device> found = find(tenant, id);
            found.ifPresent(device -> {
                stores.devices.remove(id);
                stores.attempts.values().removeIf(attempt -> attempt.device().equals(id));
                stores.record(by, AuditAction.DEVICE_DELETED, device);
            });
            return found.isPresent();
        }
    }

    @Override
    public boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement, Attribution by) {
        synchronized (stores.lock) {
            Optional<Device> found = find(tenant, id);
            found.ifPresent(device -> {
                stores.devices.put(id, new HashedDevice(device, replacement));
                stores.record(by, AuditAction.DEVICE_KEY_REPLACED, device);
            });
            return found.isPresent();
        }
    }

    @Override
    public boolean rotateKey(
            DeviceId id, StoredHash presented, StoredHash replacement, Instant previousUntil, Attribution by) {
        synchronized (stores.lock) {
            Optional<HashedDevice> rotated = findHashed(id)
                    .filter(stored -> stored.device().status() == DeviceStatus.ACTIVE)
                    .filter(stored -> stored.keyHash().equals(presented) || isPrevious(stored, presented))
                    .map(stored -> new HashedDevice(
                            stored.device(), replacement, new PreviousKey(presented, previousUntil), null));
            rotated.ifPresent(device -> {
                stores.devices.put(id, device);
                stores.record(by, AuditAction.DEVICE_KEY_ROTATED, device.device());
            });
            return rotated.isPresent();
        }
    }

    private static boolean isPrevious(HashedDevice stored, StoredHash presented) {
        PreviousKey previous = stored.previousKey();
        return previous != null && previous.hash().equals(presented);
    }

    @Override
    public boolean confirmKey(DeviceId id, StoredHash current) {
        synchronized (stores.lock) {
            Optional<HashedDevice> confirmed = findHashed(id)
                    .filter(stored -> stored.keyHash().equals(current))
                    .map(stored -> new HashedDevice(stored.device(), current));
            confirmed.ifPresent(device -> stores.devices.put(id, device));
            return confirmed.isPresent();
        }
    }

    @Override
    public void replaceKeyHash(DeviceId id, StoredHash old, StoredHash replacement) {
        synchronized (stores.lock) {
            stores.devices.computeIfPresent(
                    id,
                    (same, stored) -> stored.keyHash().equals(old)
                            ? new HashedDevice(stored.device(), replacement, stored.previousKey(), stored.replayUntil())
                            : stored);
        }
    }

    @Override
    public void recordSeen(Map<DeviceId, Instant> seen) {
        synchronized (stores.lock) {
            seen.forEach((id, at) -> findHashed(id)
                    .map(HashedDevice::device)
                    .filter(device -> device.isSeenAnewAt(at))
                    .map(device -> device.seenAt(at))
                    .ifPresent(this::put));
        }
    }

    private void put(Device device, AuditAction action, Attribution by) {
        put(device);
        stores.record(by, action, device);
    }

    private void put(Device device) {
        stores.devices.computeIfPresent(
                device.id(),
                (same, stored) ->
                        new HashedDevice(device, stored.keyHash(), stored.previousKey(), stored.replayUntil()));
    }
}
