package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.BrokenDeviceRepositories.Broken;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;

/**
 * The contract on repositories that do wrong where the devices of a provisioning key are listed or disabled. Run by {@link
 * BrokenAdaptersTest} alone.
 */
final class BrokenDisabling {

    private BrokenDisabling() {}

    static final class ListsWhatRegisteredLaterOnly extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
                    return super.list(
                            tenant,
                            new DeviceFilter(
                                    filter.provisioningKey(),
                                    filter.status(),
                                    filter.name(),
                                    later(filter.registeredSince())),
                            page);
                }
            }.stores();
        }
    }

    static final class ForgetsTheTimeOnLaterPages extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
                    return page.after() == null
                            ? super.list(tenant, filter, page)
                            : super.list(
                                    tenant,
                                    new DeviceFilter(filter.provisioningKey(), filter.status(), filter.name(), null),
                                    page);
                }
            }.stores();
        }
    }

    static final class DisablesForAnyTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int disableAll(
                        TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
                    TenantId owner = inner.keys()
                            .findHashed(key)
                            .map(found -> found.key().tenant())
                            .orElse(tenant);
                    return super.disableAll(owner, key, since, by);
                }
            }.stores();
        }
    }

    static final class DisablesForAnyKey extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int disableAll(
                        TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
                    int disabled = super.disableAll(tenant, key, since, by);
                    DeviceFilter others = new DeviceFilter(null, DeviceStatus.ACTIVE, null, since);
                    list(tenant, others, PageRequest.first(200)).items().forEach(device -> disable(inner, device));
                    return disabled;
                }
            }.stores();
        }
    }

    static final class DisablesWhatRegisteredLaterOnly extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int disableAll(
                        TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
                    return super.disableAll(tenant, key, later(since), by);
                }
            }.stores();
        }
    }

    static final class CutsTheTimeToSeconds extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int disableAll(
                        TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
                    return super.disableAll(
                            tenant,
                            key,
                            since == null
                                    ? null
                                    : new RegisteredSince(since.at().truncatedTo(ChronoUnit.SECONDS)),
                            by);
                }
            }.stores();
        }
    }

    static final class CountsWhatIsDisabledAlready extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int countActive(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since) {
                    return list(tenant, new DeviceFilter(key, null, null, since), PageRequest.first(200))
                            .items()
                            .size();
                }
            }.stores();
        }
    }

    static final class DisablesWhatItShouldCount extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int countActive(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since) {
                    return disableAll(tenant, key, since, SampleAttribution.any());
                }
            }.stores();
        }
    }

    static final class KeepsOneEventForAll extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int disableAll(
                        TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
                    synchronized (inner.lock) {
                        int disabled = super.disableAll(tenant, key, since, by);
                        for (int surplus = 1; surplus < disabled; surplus++) {
                            inner.events.remove(inner.events.size() - 1);
                        }
                        return disabled;
                    }
                }
            }.stores();
        }
    }

    static final class KeepsEventsOfWhatIsDisabledAlready extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public int disableAll(
                        TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
                    DeviceFilter already = new DeviceFilter(key, DeviceStatus.DISABLED, null, since);
                    synchronized (inner.lock) {
                        list(tenant, already, PageRequest.first(200))
                                .items()
                                .forEach(device -> keep(inner, device, by));
                        return super.disableAll(tenant, key, since, by);
                    }
                }
            }.stores();
        }
    }

    /** All look for what is active before anyone disables it. */
    static final class LooksBeforeItDisables extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier allHaveLooked = new CyclicBarrier(8);
            return new Broken() {
                @Override
                public int disableAll(
                        TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
                    List<Device> active = list(
                                    tenant,
                                    new DeviceFilter(key, DeviceStatus.ACTIVE, null, since),
                                    PageRequest.first(200))
                            .items();
                    BrokenAdaptersTest.await(allHaveLooked);
                    synchronized (inner.lock) {
                        active.forEach(device -> {
                            disable(inner, device);
                            keep(inner, device, by);
                        });
                    }
                    return active.size();
                }
            }.stores();
        }
    }

    private static @Nullable RegisteredSince later(@Nullable RegisteredSince since) {
        return since == null ? null : new RegisteredSince(since.at().plusMillis(1));
    }

    private static void disable(InMemoryStores inner, Device device) {
        synchronized (inner.lock) {
            HashedDevice stored = inner.devices().findHashed(device.id()).orElseThrow();
            inner.devices.put(
                    device.id(),
                    new HashedDevice(
                            DeviceCopies.with(stored.device(), DeviceStatus.DISABLED),
                            stored.keyHash(),
                            stored.previousKey(),
                            stored.replayUntil()));
        }
    }

    private static void keep(InMemoryStores inner, Device device, Attribution by) {
        inner.events.add(by.eventOfMany(device.tenant(), AuditAction.DEVICE_DISABLED, InMemoryStores.object(device)));
    }
}
