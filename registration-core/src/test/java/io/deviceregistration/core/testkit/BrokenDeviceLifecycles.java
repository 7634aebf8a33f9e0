package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.PastAttempt;
import io.deviceregistration.core.device.PreviousKey;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.BrokenDeviceRepositories.Broken;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The contract on repositories that do wrong by devices that are registered. Run by {@link BrokenAdaptersTest} alone. */
final class BrokenDeviceLifecycles {

    private BrokenDeviceLifecycles() {}

    static final class RecallsWhatItFoundOnce extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            Map<DeviceId, HashedDevice> found = new HashMap<>();
            return new Broken() {
                @Override
                public Optional<HashedDevice> findHashed(DeviceId id) {
                    Optional<HashedDevice> device = super.findHashed(id);
                    device.ifPresent(read -> found.putIfAbsent(id, read));
                    return device;
                }

                @Override
                public Optional<HashedDevice> recall(DeviceId id) {
                    return Optional.ofNullable(found.get(id));
                }
            }.stores();
        }
    }

    static final class DescribesForAnyTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
                    super.describe(owner(this, tenant, id), id, change, by);
                    return find(tenant, id);
                }
            }.stores();
        }
    }

    static final class DeletesForAnyTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean delete(TenantId tenant, DeviceId id, Attribution by) {
                    return super.delete(owner(this, tenant, id), id, by)
                            && find(tenant, id).isPresent();
                }
            }.stores();
        }
    }

    static final class ReplacesAKeyForAnyTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement, Attribution by) {
                    return super.replaceKey(owner(this, tenant, id), id, replacement, by)
                            && find(tenant, id).isPresent();
                }
            }.stores();
        }
    }

    static final class ClearsWhatAChangeKeeps extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
                    return super.describe(
                            tenant,
                            id,
                            new DeviceChange(
                                    Change.to(change.location().value()),
                                    Change.to(change.type().value()),
                                    change.attributes()),
                            by);
                }
            }.stores();
        }
    }

    static final class KeepsWhatAChangeClears extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
                    return super.describe(
                            tenant,
                            id,
                            new DeviceChange(unlessNull(change.location()), change.type(), change.attributes()),
                            by);
                }
            }.stores();
        }

        private static <T> Change<T> unlessNull(Change<T> change) {
            return change.value() == null ? Change.none() : change;
        }
    }

    /** Hides a deleted device instead of removing it, so that its name stays taken. */
    static final class DisablesInsteadOfDeleting extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean delete(TenantId tenant, DeviceId id, Attribution by) {
                    return super.changeStatus(tenant, id, DeviceStatus.DISABLED, by)
                            .isPresent();
                }
            }.stores();
        }
    }

    static final class ForgetsThePreviousKey extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean rotateKey(
                        DeviceId id, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                    return super.rotateKey(id, presented, next, until, by) && super.confirmKey(id, next);
                }
            }.stores();
        }
    }

    static final class RotatesTheCurrentKeyAlone extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean rotateKey(
                        DeviceId id, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                    return findHashed(id)
                                    .filter(stored -> stored.keyHash().equals(presented))
                                    .isPresent()
                            && super.rotateKey(id, presented, next, until, by);
                }
            }.stores();
        }
    }

    static final class RotatesWhateverIsPresented extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean rotateKey(
                        DeviceId id, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                    return findHashed(id)
                            .filter(stored -> super.rotateKey(id, stored.keyHash(), next, until, by))
                            .isPresent();
                }
            }.stores();
        }
    }

    static final class RotatesKeysOfDisabledDevices extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean rotateKey(
                        DeviceId id, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                    return super.rotateKey(id, presented, next, until, by)
                            || findHashed(id).isPresent() && enabled(id, presented, next, until, by);
                }

                private boolean enabled(
                        DeviceId id, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                    Device device = findHashed(id).orElseThrow().device();
                    super.changeStatus(device.tenant(), id, DeviceStatus.ACTIVE, by);
                    boolean rotated = super.rotateKey(id, presented, next, until, by);
                    super.changeStatus(device.tenant(), id, device.status(), by);
                    return rotated;
                }
            }.stores();
        }
    }

    static final class KeepsThePreviousKeyThoughTheNewOneWasUsed extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean confirmKey(DeviceId id, StoredHash current) {
                    return findHashed(id)
                            .filter(stored -> stored.keyHash().equals(current))
                            .isPresent();
                }
            }.stores();
        }
    }

    static final class ConfirmsThePreviousKeyToo extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean confirmKey(DeviceId id, StoredHash current) {
                    return findHashed(id)
                            .filter(stored -> stored.hashesAt(Instant.EPOCH).contains(current))
                            .filter(stored -> super.confirmKey(id, stored.keyHash()))
                            .isPresent();
                }
            }.stores();
        }
    }

    static final class KeepsThePreviousKeyThoughTheKeyWasReplaced extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement, Attribution by) {
                    return find(tenant, id).isPresent() && replaced(id, replacement);
                }

                private boolean replaced(DeviceId id, StoredHash replacement) {
                    super.replaceKeyHash(id, findHashed(id).orElseThrow().keyHash(), replacement);
                    return true;
                }
            }.stores();
        }
    }

    /** The one that confirms and the one that rotates both read the device before either writes. */
    static final class ConfirmsWhatItReadBefore extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier bothHaveRead = new CyclicBarrier(2);
            AtomicBoolean staged = new AtomicBoolean();
            return new Broken() {
                @Override
                public boolean confirmKey(DeviceId id, StoredHash current) {
                    HashedDevice read = findHashed(id).orElseThrow();
                    BrokenAdaptersTest.await(bothHaveRead);
                    overwrite(new HashedDevice(read.device(), current));
                    return true;
                }

                @Override
                public boolean rotateKey(
                        DeviceId id, StoredHash presented, StoredHash next, Instant until, Attribution by) {
                    if (staged.getAndSet(true)) {
                        BrokenAdaptersTest.await(bothHaveRead);
                        overwrite(new HashedDevice(
                                findHashed(id).orElseThrow().device(), next, new PreviousKey(presented, until), null));
                        return true;
                    }
                    return super.rotateKey(id, presented, next, until, by);
                }
            }.stores();
        }
    }

    static final class ForgetsAttempts extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
                    return super.register(device, by);
                }
            }.stores();
        }
    }

    static final class RemembersAttemptsForEver extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
                    ProvisioningKeyId key = device.device().provisioningKey();
                    return findAttempt(key, attempt.idempotencyKey(), Instant.EPOCH)
                                    .isPresent()
                            ? new Registration.AttemptedBefore()
                            : super.register(device, attempt, by);
                }
            }.stores();
        }
    }

    static final class KeepsOutdatedAttempts extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
                    synchronized (inner.lock) {
                        var before = Map.copyOf(inner.attempts);
                        Registration registration = super.register(device, attempt, by);
                        before.forEach(inner.attempts::putIfAbsent);
                        return registration;
                    }
                }
            }.stores();
        }
    }

    static final class ForgetsYoungAttempts extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
                    synchronized (inner.lock) {
                        Instant at = device.device().registeredAt();
                        inner.attempts.values().removeIf(old -> old.at().isBefore(at.minusSeconds(3600)));
                        return super.register(device, attempt, by);
                    }
                }
            }.stores();
        }
    }

    static final class SharesAttemptsBetweenKeys extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<PastAttempt> findAttempt(ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
                    synchronized (inner.lock) {
                        return inner.keys.keySet().stream()
                                .flatMap(any -> super.findAttempt(any, idempotencyKey, after).stream())
                                .findFirst();
                    }
                }
            }.stores();
        }
    }

    static final class ReplaysForARevokedKey extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration replay(
                        ProvisioningKeyId key,
                        Sha256 idempotencyKey,
                        DeviceId id,
                        StoredHash replacement,
                        Attribution by) {
                    Registration registration = super.replay(key, idempotencyKey, id, replacement, by);
                    if (registration instanceof Registration.KeyRefused) {
                        super.replaceKeyHash(id, findHashed(id).orElseThrow().keyHash(), replacement);
                        return new Registration.Registered();
                    }
                    return registration;
                }
            }.stores();
        }
    }

    static final class ReplaysThoughTheKeyWasUsed extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration replay(
                        ProvisioningKeyId key,
                        Sha256 idempotencyKey,
                        DeviceId id,
                        StoredHash replacement,
                        Attribution by) {
                    Registration registration = super.replay(key, idempotencyKey, id, replacement, by);
                    if (registration instanceof Registration.AttemptedBefore) {
                        findHashed(id).ifPresent(stored -> super.replaceKeyHash(id, stored.keyHash(), replacement));
                        return new Registration.Registered();
                    }
                    return registration;
                }
            }.stores();
        }
    }

    static final class ReplaysByAnyAttempt extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration replay(
                        ProvisioningKeyId key,
                        Sha256 idempotencyKey,
                        DeviceId id,
                        StoredHash replacement,
                        Attribution by) {
                    synchronized (inner.lock) {
                        return super.replay(key, attemptOf(id).orElse(idempotencyKey), id, replacement, by);
                    }
                }

                private Optional<Sha256> attemptOf(DeviceId id) {
                    return inner.attempts.entrySet().stream()
                            .filter(kept -> kept.getValue().device().equals(id))
                            .map(kept -> kept.getKey().idempotencyKey())
                            .findFirst();
                }
            }.stores();
        }
    }

    /** The one that replays looks before the other confirms, and writes after. */
    static final class ReplaysWhatItReadBefore extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier bothHaveRead = new CyclicBarrier(2);
            return new Broken() {
                @Override
                public boolean confirmKey(DeviceId id, StoredHash current) {
                    BrokenAdaptersTest.await(bothHaveRead);
                    return super.confirmKey(id, current);
                }

                @Override
                public Registration replay(
                        ProvisioningKeyId key,
                        Sha256 idempotencyKey,
                        DeviceId id,
                        StoredHash replacement,
                        Attribution by) {
                    HashedDevice read = findHashed(id).orElseThrow();
                    BrokenAdaptersTest.await(bothHaveRead);
                    overwrite(new HashedDevice(read.device(), replacement, null, read.replayUntil()));
                    return new Registration.Registered();
                }
            }.stores();
        }
    }

    /** All read the device before anyone writes it, whole. */
    static final class DescribesWhatItReadBefore extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier allHaveRead = new CyclicBarrier(3);
            return new Broken() {
                @Override
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
                    HashedDevice read = findHashed(id).orElseThrow();
                    BrokenAdaptersTest.await(allHaveRead);
                    Device described = DeviceCopies.described(read.device(), change);
                    overwrite(new HashedDevice(described, read.keyHash()));
                    return Optional.of(described);
                }
            }.stores();
        }
    }

    static final class OpensAWindowForAnyTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> openReregistration(
                        TenantId tenant, DeviceId id, Instant until, Attribution by) {
                    super.openReregistration(owner(this, tenant, id), id, until, by);
                    return find(tenant, id);
                }
            }.stores();
        }
    }

    /** Leaves a way past the window: the repetition of what was registered before. */
    static final class ReplaysThoughAWindowIsOpen extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            InMemoryStores inner = new InMemoryStores();
            DeviceRepository devices = new ForwardingDeviceRepository(inner.devices()) {
                @Override
                public Optional<Device> openReregistration(
                        TenantId tenant, DeviceId id, Instant until, Attribution by) {
                    synchronized (inner.lock) {
                        Optional<HashedDevice> before = findHashed(id);
                        Map<InMemoryStores.AttemptId, InMemoryStores.Attempt> attempts = Map.copyOf(inner.attempts);
                        Optional<Device> opened = super.openReregistration(tenant, id, until, by);
                        inner.attempts.putAll(attempts);
                        opened.ifPresent(device -> inner.devices.computeIfPresent(
                                id,
                                (same, stored) -> new HashedDevice(
                                        device,
                                        stored.keyHash(),
                                        stored.previousKey(),
                                        before.orElseThrow().replayUntil())));
                        return opened;
                    }
                }
            };
            return new Stores(inner.keys(), devices, inner.audit());
        }
    }

    /** Leaves the window open that was used. */
    static final class GivesAPlaceAwayTwice extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration reregister(
                        HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
                    Instant until = findHashed(device.device().id())
                            .orElseThrow()
                            .device()
                            .reregistrationUntil();
                    Registration registration = super.reregister(device, attempt, by);
                    if (until != null) {
                        super.openReregistration(
                                device.device().tenant(), device.device().id(), until, by);
                    }
                    return registration;
                }
            }.stores();
        }
    }

    static final class TakesAPlaceWithoutItsWindow extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration reregister(
                        HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
                    Device newcomer = device.device();
                    super.openReregistration(newcomer.tenant(), newcomer.id(), Instant.MAX, by);
                    return super.reregister(device, attempt, by);
                }
            }.stores();
        }
    }

    /** Both find the window open before either closes it. */
    static final class LooksBeforeItTakesAPlace extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier bothHaveRead = new CyclicBarrier(2);
            return new Broken() {
                @Override
                public Registration reregister(
                        HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
                    HashedProvisioningKey read = keyOf(device);
                    BrokenAdaptersTest.await(bothHaveRead);
                    overwrite(device);
                    count(device, read);
                    return new Registration.Reregistered(device.device());
                }
            }.stores();
        }
    }

    private static TenantId owner(Broken broken, TenantId otherwise, DeviceId id) {
        return broken.findHashed(id).map(stored -> stored.device().tenant()).orElse(otherwise);
    }
}
