package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceAttributes;
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
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
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

    InMemoryDeviceRepository(InMemoryStores stores) {
        this.stores = stores;
    }

    @Override
    public Registration register(HashedDevice hashed, Attribution by) {
        Device device = hashed.device();
        synchronized (stores.lock) {
            HashedProvisioningKey stored = stores.keys.get(device.provisioningKey());
            if (stored == null || !stored.key().tenant().equals(device.tenant())) {
                return new Registration.KeyUnknown();
            }
            ProvisioningKeyStatus status = stored.key().status(device.registeredAt());
            if (status != ProvisioningKeyStatus.ACTIVE) {
                return new Registration.KeyRefused(status);
            }
            Optional<Device> holder = holderOfName(device);
            if (holder.isPresent()) {
                return new Registration.NameTaken(holder.filter(taken -> taken.isReregistrableAt(device.registeredAt()))
                        .map(Device::id)
                        .orElse(null));
            }
            if (stores.devices.putIfAbsent(device.id(), hashed) != null) {
                throw new StorageException("there is a device with this id already");
            }
            stores.keys.put(
                    device.provisioningKey(),
                    new HashedProvisioningKey(used(stored.key(), device.registeredAt()), stored.hash()));
            stores.record(by, AuditAction.DEVICE_REGISTERED, device);
            return new Registration.Registered();
        }
    }

    @Override
    public Registration register(HashedDevice hashed, RegistrationAttempt attempt, Attribution by) {
        Device device = hashed.device();
        InMemoryStores.AttemptId id = new InMemoryStores.AttemptId(device.provisioningKey(), attempt.idempotencyKey());
        synchronized (stores.lock) {
            if (findAttempt(id.key(), id.idempotencyKey(), device.registeredAt().minus(RegistrationAttempt.LIFETIME))
                    .isPresent()) {
                return new Registration.AttemptedBefore();
            }
            Registration registration = register(hashed, by);
            if (registration instanceof Registration.Registered) {
                Instant outdated = device.registeredAt().minus(RegistrationAttempt.LIFETIME);
                stores.attempts.values().removeIf(old -> !old.at().isAfter(outdated));
                stores.attempts.put(
                        id, new InMemoryStores.Attempt(attempt.request(), device.id(), device.registeredAt()));
            }
            return registration;
        }
    }

    @Override
    public Optional<PastAttempt> findAttempt(ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
        synchronized (stores.lock) {
            return Optional.ofNullable(stores.attempts.get(new InMemoryStores.AttemptId(key, idempotencyKey)))
                    .filter(attempt -> attempt.at().isAfter(after))
                    .flatMap(attempt ->
                            findHashed(attempt.device()).map(device -> new PastAttempt(attempt.request(), device)));
        }
    }

    @Override
    public Registration replay(
            ProvisioningKeyId keyId, Sha256 idempotencyKey, DeviceId id, StoredHash replacement, Attribution by) {
        Instant at = by.at();
        synchronized (stores.lock) {
            HashedProvisioningKey key = stores.keys.get(keyId);
            if (key == null) {
                return new Registration.KeyUnknown();
            }
            ProvisioningKeyStatus status = key.key().status(at);
            if (status == ProvisioningKeyStatus.REVOKED || status == ProvisioningKeyStatus.EXPIRED) {
                return new Registration.KeyRefused(status);
            }
            Optional<HashedDevice> stored = findAttempt(keyId, idempotencyKey, Instant.MIN)
                    .map(PastAttempt::device)
                    .filter(device -> device.device().id().equals(id))
                    .filter(device -> device.device().provisioningKey().equals(keyId))
                    .filter(device -> device.isReplayableAt(at));
            if (stored.isEmpty()) {
                return new Registration.AttemptedBefore();
            }
            HashedDevice device = stored.get();
            stores.devices.put(
                    id, new HashedDevice(device.device(), replacement, device.previousKey(), device.replayUntil()));
            stores.keys.put(keyId, new HashedProvisioningKey(used(key.key(), at, 0), key.hash()));
            stores.record(by, AuditAction.DEVICE_REGISTRATION_REPLAYED, device.device());
            return new Registration.Registered();
        }
    }

    @Override
    public Registration reregister(HashedDevice hashed, @Nullable RegistrationAttempt attempt, Attribution by) {
        synchronized (stores.lock) {
            if (attempt == null) {
                return reregister(hashed, by);
            }
            Device device = hashed.device();
            InMemoryStores.AttemptId id =
                    new InMemoryStores.AttemptId(device.provisioningKey(), attempt.idempotencyKey());
            Instant begin = device.registeredAt().minus(RegistrationAttempt.LIFETIME);
            Optional<DeviceId> known = findAttempt(id.key(), id.idempotencyKey(), begin)
                    .map(past -> past.device().device().id());
            if (known.isPresent() && !known.get().equals(device.id())) {
                return new Registration.AttemptedBefore();
            }
            Registration registration = reregister(hashed, by);
            if (registration instanceof Registration.Reregistered) {
                stores.attempts.put(
                        id, new InMemoryStores.Attempt(attempt.request(), device.id(), device.registeredAt()));
                return registration;
            }
            return known.isPresent() ? new Registration.AttemptedBefore() : registration;
        }
    }

    private Registration reregister(HashedDevice hashed, Attribution by) {
        Device device = hashed.device();
        HashedProvisioningKey stored = stores.keys.get(device.provisioningKey());
        if (stored == null || !stored.key().tenant().equals(device.tenant())) {
            return new Registration.KeyUnknown();
        }
        ProvisioningKeyStatus status = stored.key().status(device.registeredAt());
        if (status != ProvisioningKeyStatus.ACTIVE) {
            return new Registration.KeyRefused(status);
        }
        Optional<Device> replaced =
                find(device.tenant(), device.id()).filter(old -> old.isReregistrableAt(device.registeredAt()));
        if (replaced.isEmpty()) {
            return new Registration.NameTaken();
        }
        Device successor = successor(replaced.get(), device);
        stores.devices.put(device.id(), new HashedDevice(successor, hashed.keyHash(), null, hashed.replayUntil()));
        stores.attempts.values().removeIf(attempt -> attempt.device().equals(device.id()));
        stores.keys.put(
                device.provisioningKey(),
                new HashedProvisioningKey(used(stored.key(), device.registeredAt()), stored.hash()));
        stores.record(by, AuditAction.DEVICE_REREGISTERED, successor);
        return new Registration.Reregistered(successor);
    }

    private static Device successor(Device old, Device newcomer) {
        return new Device(
                old.id(),
                old.tenant(),
                old.name(),
                newcomer.location() == null ? old.location() : newcomer.location(),
                newcomer.type() == null ? old.type() : newcomer.type(),
                newcomer.attributes().equals(DeviceAttributes.NONE) ? old.attributes() : newcomer.attributes(),
                old.status(),
                newcomer.provisioningKey(),
                newcomer.registeredAt(),
                old.lastSeenAt(),
                null,
                newcomer.registeredFrom());
    }

    @Override
    public Optional<Device> openReregistration(TenantId tenant, DeviceId id, Instant until, Attribution by) {
        synchronized (stores.lock) {
            Optional<Device> opened = find(tenant, id).map(device -> reregistrable(device, until));
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
                    .map(device -> reregistrable(device, null))
                    .ifPresent(device -> put(device, AuditAction.DEVICE_REREGISTRATION_CLOSED, by));
            return found.isPresent();
        }
    }

    private static Device reregistrable(Device device, @Nullable Instant until) {
        return new Device(
                device.id(),
                device.tenant(),
                device.name(),
                device.location(),
                device.type(),
                device.attributes(),
                device.status(),
                device.provisioningKey(),
                device.registeredAt(),
                device.lastSeenAt(),
                until,
                device.registeredFrom());
    }

    boolean isTaken(Device newcomer) {
        return holderOfName(newcomer).isPresent();
    }

    private Optional<Device> holderOfName(Device newcomer) {
        Object identity = stores.identityOfName.apply(newcomer.name());
        return stores.devices.values().stream()
                .map(HashedDevice::device)
                .filter(device -> device.tenant().equals(newcomer.tenant()))
                .filter(device -> stores.identityOfName.apply(device.name()).equals(identity))
                .findFirst();
    }

    static ProvisioningKey used(ProvisioningKey key, Instant at) {
        return used(key, at, 1);
    }

    private static ProvisioningKey used(ProvisioningKey key, Instant at, int registrations) {
        Instant last = key.lastUsedAt();
        return new ProvisioningKey(
                key.id(),
                key.tenant(),
                key.label(),
                key.createdAt(),
                key.createdBy(),
                key.expiry(),
                key.limit(),
                key.registrations() + registrations,
                last != null && last.isAfter(at) ? last : at,
                key.revocation());
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
                            with(device, status, device.lastSeenAt()),
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
                put(with(device, DeviceStatus.DISABLED, device.lastSeenAt()));
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
                find(tenant, id).ifPresent(device -> put(described(device, change), AuditAction.DEVICE_DESCRIBED, by));
            }
            return find(tenant, id);
        }
    }

    static Device described(Device device, DeviceChange change) {
        DeviceAttributes attributes = change.attributes();
        return new Device(
                device.id(),
                device.tenant(),
                device.name(),
                change.location().after(device.location()),
                change.type().after(device.type()),
                attributes == null ? device.attributes() : attributes,
                device.status(),
                device.provisioningKey(),
                device.registeredAt(),
                device.lastSeenAt(),
                device.reregistrationUntil(),
                device.registeredFrom());
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
                    .map(device -> with(device, device.status(), at))
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

    static Device with(Device device, DeviceStatus status, @Nullable Instant lastSeenAt) {
        return new Device(
                device.id(),
                device.tenant(),
                device.name(),
                device.location(),
                device.type(),
                device.attributes(),
                status,
                device.provisioningKey(),
                device.registeredAt(),
                lastSeenAt,
                device.reregistrationUntil(),
                device.registeredFrom());
    }
}
