package io.deviceregistration.core.testkit;

import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.BrokenDeviceRepositories.Broken;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;

/** The contract on repositories that do wrong by devices that are registered. Run by {@link BrokenAdaptersTest} alone. */
final class BrokenDeviceLifecycles {

    private BrokenDeviceLifecycles() {}

    static final class DescribesForAnyTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change) {
                    super.describe(owner(this, tenant, id), id, change);
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
                public boolean delete(TenantId tenant, DeviceId id) {
                    return super.delete(owner(this, tenant, id), id)
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
                public boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement) {
                    return super.replaceKey(owner(this, tenant, id), id, replacement)
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
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change) {
                    return super.describe(
                            tenant,
                            id,
                            new DeviceChange(
                                    Change.to(change.location().value()),
                                    Change.to(change.type().value()),
                                    change.attributes()));
                }
            }.stores();
        }
    }

    static final class KeepsWhatAChangeClears extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change) {
                    return super.describe(
                            tenant,
                            id,
                            new DeviceChange(unlessNull(change.location()), change.type(), change.attributes()));
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
                public boolean delete(TenantId tenant, DeviceId id) {
                    return super.changeStatus(tenant, id, DeviceStatus.DISABLED).isPresent();
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
                public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change) {
                    HashedDevice read = findHashed(id).orElseThrow();
                    BrokenAdaptersTest.await(allHaveRead);
                    Device described = InMemoryDeviceRepository.described(read.device(), change);
                    overwrite(new HashedDevice(described, read.keyHash()));
                    return Optional.of(described);
                }
            }.stores();
        }
    }

    private static TenantId owner(Broken broken, TenantId otherwise, DeviceId id) {
        return broken.findHashed(id).map(stored -> stored.device().tenant()).orElse(otherwise);
    }
}
