package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceName;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.tenant.TenantId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The contract on repositories each of which does one thing wrong. Run by {@link BrokenAdaptersTest} alone. */
final class BrokenDeviceRepositories {

    private BrokenDeviceRepositories() {}

    /** A repository in memory to be broken by overriding a call. */
    abstract static class Broken extends ForwardingDeviceRepository {

        final InMemoryStores inner;

        Broken() {
            this(new InMemoryStores());
        }

        Broken(Function<DeviceName, Object> identityOfName) {
            this(new InMemoryStores(identityOfName));
        }

        private Broken(InMemoryStores inner) {
            super(inner.devices());
            this.inner = inner;
        }

        final Stores stores() {
            return new Stores(inner.keys(), this, inner.audit());
        }

        HashedProvisioningKey keyOf(HashedDevice device) {
            return inner.keys().findHashed(device.device().provisioningKey()).orElseThrow();
        }

        void overwrite(HashedDevice device) {
            synchronized (inner.lock) {
                inner.devices.put(device.device().id(), device);
            }
        }

        void count(HashedDevice device, HashedProvisioningKey key) {
            synchronized (inner.lock) {
                ProvisioningKey used =
                        InMemoryRegistrations.used(key.key(), device.device().registeredAt());
                inner.keys.put(used.id(), new HashedProvisioningKey(used, key.hash()));
            }
        }
    }

    static final class ForgetsTheTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> find(TenantId tenant, DeviceId id) {
                    return findHashed(id).map(HashedDevice::device);
                }
            }.stores();
        }
    }

    static final class DisablesForAnyTenant extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Optional<Device> changeStatus(
                        TenantId tenant, DeviceId id, DeviceStatus status, Attribution by) {
                    TenantId owner = findHashed(id)
                            .map(stored -> stored.device().tenant())
                            .orElse(tenant);
                    super.changeStatus(owner, id, status, by);
                    return find(tenant, id);
                }
            }.stores();
        }
    }

    static final class ForgetsTheTenantOfTheKey extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    Registration registration = super.register(device, by);
                    Optional<HashedProvisioningKey> key =
                            inner.keys().findHashed(device.device().provisioningKey());
                    if (registration instanceof Registration.KeyUnknown && key.isPresent()) {
                        overwrite(device);
                        count(device, key.get());
                        return new Registration.Registered();
                    }
                    return registration;
                }
            }.stores();
        }
    }

    static final class ComparesNamesWithTheirCase extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken(DeviceName::value) {}.stores();
        }
    }

    /** Compares names as {@code lower(name)} does, without folding: to it, ß is not SS and σ is not ς. */
    static final class ComparesNamesInLowerCase extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken(name -> name.value().toLowerCase(Locale.ROOT)) {}.stores();
        }
    }

    static final class ComparesNamesWithoutAccents extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken(name ->
                    Normalizer.normalize(name.folded(), Normalizer.Form.NFD).replaceAll("\\p{M}", "")) {}.stores();
        }
    }

    static final class ComparesNamesWithoutWidth extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken(name -> name.folded()
                    .chars()
                    .map(c -> c > 0xff00 && c < 0xff5f ? c - 0xfee0 : c)
                    .boxed()
                    .toList()) {}.stores();
        }
    }

    static final class ComparesTheBeginningOfNames extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken(name ->
                    name.folded().substring(0, Math.min(128, name.folded().length()))) {}.stores();
        }
    }

    static final class ComparesNamesAcrossTenants extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            Map<String, Boolean> everywhere = new ConcurrentHashMap<>();
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    return everywhere.putIfAbsent(device.device().name().folded(), true) == null
                            ? super.register(device, by)
                            : new Registration.NameTaken();
                }
            }.stores();
        }
    }

    static final class CountsThoughTheNameIsTaken extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    Registration registration = super.register(device, by);
                    if (registration instanceof Registration.NameTaken) {
                        count(device, keyOf(device));
                    }
                    return registration;
                }
            }.stores();
        }
    }

    static final class KeepsTheDeviceThoughTheKeyIsRefused extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    Registration registration = super.register(device, by);
                    if (registration instanceof Registration.KeyRefused) {
                        overwrite(device);
                    }
                    return registration;
                }
            }.stores();
        }
    }

    static final class TakesAKeyAtItsExpiry extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    Registration registration = super.register(device, by);
                    ProvisioningKey key = keyOf(device).key();
                    if (key.expiry() != null
                            && key.expiry().at().equals(device.device().registeredAt())) {
                        overwrite(device);
                        return new Registration.Registered();
                    }
                    return registration;
                }
            }.stores();
        }
    }

    static final class ReplacesAnyHash extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void replaceKeyHash(DeviceId id, StoredHash old, StoredHash replacement) {
                    findHashed(id).ifPresent(stored -> super.replaceKeyHash(id, stored.keyHash(), replacement));
                }
            }.stores();
        }
    }

    static final class RepeatsTheLastRow extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
                    Page<Device> found = super.list(tenant, filter, page);
                    if (page.after() == null) {
                        return found;
                    }
                    List<Device> items = new ArrayList<>(found.items());
                    items.add(0, find(tenant, new DeviceId(page.after().id())).orElseThrow());
                    return Page.of(
                            items,
                            page,
                            device -> new Position(
                                    device.registeredAt(), device.id().value()));
                }
            }.stores();
        }
    }

    static final class TakesWildcardsForWildcards extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
                    if (filter.name() == null) {
                        return super.list(tenant, filter, page);
                    }
                    String pattern = filter.name()
                            .folded()
                            .codePoints()
                            .mapToObj(c -> c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c)))
                            .reduce("", String::concat);
                    DeviceFilter others = new DeviceFilter(filter.provisioningKey(), filter.status(), null, null);
                    List<Device> found = super.list(tenant, others, page).items().stream()
                            .filter(device -> device.name().folded().matches(pattern + ".*"))
                            .toList();
                    return new Page<>(found, null);
                }
            }.stores();
        }
    }

    static final class RegistersWithARememberedKey extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            Map<ProvisioningKeyId, ProvisioningKey> remembered = new ConcurrentHashMap<>();
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    Registration registration = super.register(device, by);
                    if (registration instanceof Registration.Registered) {
                        remembered.put(
                                device.device().provisioningKey(), keyOf(device).key());
                    }
                    if (registration instanceof Registration.KeyRefused refused
                            && refused.status() == ProvisioningKeyStatus.REVOKED
                            && remembered.containsKey(device.device().provisioningKey())) {
                        overwrite(device);
                        return new Registration.Registered();
                    }
                    return registration;
                }
            }.stores();
        }
    }

    /** All check the key and the name before anyone registers. */
    static final class ChecksBeforeItRegisters extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier allHaveChecked = new CyclicBarrier(64);
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    ProvisioningKeyStatus status =
                            keyOf(device).key().status(device.device().registeredAt());
                    BrokenAdaptersTest.await(allHaveChecked);
                    if (status != ProvisioningKeyStatus.ACTIVE) {
                        return new Registration.KeyRefused(status);
                    }
                    synchronized (inner.lock) {
                        overwrite(device);
                        count(device, keyOf(device));
                    }
                    return new Registration.Registered();
                }
            }.stores();
        }
    }

    /** All read the count before anyone writes it. */
    static final class CountsWhatItReadBefore extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier allHaveRead = new CyclicBarrier(16);
            return new Broken() {
                @Override
                public Registration register(HashedDevice device, Attribution by) {
                    HashedProvisioningKey read = keyOf(device);
                    BrokenAdaptersTest.await(allHaveRead);
                    overwrite(device);
                    count(device, read);
                    return new Registration.Registered();
                }
            }.stores();
        }
    }
}
