package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.PastAttempt;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link InMemoryStores} make of registrations: new ones, repeated ones, and those that take a device's place. */
final class InMemoryRegistrations {

    private final InMemoryStores stores;

    InMemoryRegistrations(InMemoryStores stores) {
        this.stores = stores;
    }

    Registration register(HashedDevice hashed, Attribution by) {
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

    Registration register(HashedDevice hashed, RegistrationAttempt attempt, Attribution by) {
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

    Optional<PastAttempt> findAttempt(ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
        synchronized (stores.lock) {
            return Optional.ofNullable(stores.attempts.get(new InMemoryStores.AttemptId(key, idempotencyKey)))
                    .filter(attempt -> attempt.at().isAfter(after))
                    .flatMap(attempt ->
                            findHashed(attempt.device()).map(device -> new PastAttempt(attempt.request(), device)));
        }
    }

    Registration replay(
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

    Registration reregister(HashedDevice hashed, @Nullable RegistrationAttempt attempt, Attribution by) {
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
        Device successor = DeviceCopies.successor(replaced.get(), device);
        stores.devices.put(device.id(), new HashedDevice(successor, hashed.keyHash(), null, hashed.replayUntil()));
        stores.attempts.values().removeIf(attempt -> attempt.device().equals(device.id()));
        stores.keys.put(
                device.provisioningKey(),
                new HashedProvisioningKey(used(stored.key(), device.registeredAt()), stored.hash()));
        stores.record(by, AuditAction.DEVICE_REREGISTERED, successor);
        return new Registration.Reregistered(successor);
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

    private Optional<Device> find(TenantId tenant, DeviceId id) {
        return findHashed(id)
                .map(HashedDevice::device)
                .filter(device -> device.tenant().equals(tenant));
    }

    private Optional<HashedDevice> findHashed(DeviceId id) {
        return Optional.ofNullable(stores.devices.get(id));
    }
}
