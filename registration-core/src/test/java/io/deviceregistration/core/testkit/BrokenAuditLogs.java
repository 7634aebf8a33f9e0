package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditLog;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stores that are wrong in one thing about audit events. */
final class BrokenAuditLogs {

    private BrokenAuditLogs() {}

    static final class ForgetsTheTenant extends AuditLogContract {
        @Override
        protected Stores createStores() {
            return new Broken()
                    .with((inner, tenant, filter) -> inner.events.stream().filter(event -> meets(filter, event)));
        }
    }

    static final class IgnoresTheCaseOfActors extends AuditLogContract {
        @Override
        protected Stores createStores() {
            return new Broken()
                    .with((inner, tenant, filter) -> inner.events.stream()
                            .filter(event -> event.tenant().equals(tenant))
                            .filter(event -> meets(new AuditFilter(filter.object(), null), event))
                            .filter(event -> filter.actor() == null
                                    || filter.actor()
                                            .equalsIgnoreCase(event.actor().id())));
        }
    }

    static final class KeepsTimesInSeconds extends AuditLogContract {
        @Override
        protected Stores createStores() {
            return new Broken()
                    .with((inner, tenant, filter) -> inner.events.stream()
                            .filter(event -> event.tenant().equals(tenant) && meets(filter, event))
                            .map(event -> at(event, event.at().truncatedTo(ChronoUnit.SECONDS))));
        }
    }

    static final class LosesEventsWithTheirDevice extends AuditLogContract {
        @Override
        protected Stores createStores() {
            return new Broken()
                    .with((inner, tenant, filter) -> inner.events.stream()
                            .filter(event -> event.tenant().equals(tenant) && meets(filter, event))
                            .filter(event -> event.object().type() != AuditObject.Type.DEVICE
                                    || inner.devices.containsKey(
                                            new DeviceId(event.object().id()))));
        }
    }

    static final class CallsKeysWhatTheyAreCalledNow extends AuditLogContract {
        @Override
        protected Stores createStores() {
            return new Broken()
                    .with((inner, tenant, filter) -> inner.events.stream()
                            .filter(event -> event.tenant().equals(tenant) && meets(filter, event))
                            .map(event -> renamed(inner, event)));
        }

        private static AuditEvent renamed(InMemoryStores inner, AuditEvent event) {
            HashedProvisioningKey key =
                    inner.keys.get(new ProvisioningKeyId(event.object().id()));
            return key == null
                    ? event
                    : new AuditEvent(
                            event.id(),
                            event.tenant(),
                            event.at(),
                            event.action(),
                            event.actor(),
                            new AuditObject(
                                    event.object().type(),
                                    event.object().id(),
                                    key.key().label().value()),
                            event.from());
        }
    }

    static final class RepeatsTheLastRow extends AuditLogContract {
        @Override
        protected Stores createStores() {
            InMemoryStores inner = new InMemoryStores();
            AuditLog audit = (tenant, filter, page) -> {
                Position after = page.after();
                return inner.audit()
                        .list(
                                tenant,
                                filter,
                                after == null
                                        ? page
                                        : new PageRequest(
                                                page.limit(),
                                                new Position(after.at().plusMillis(1), after.id())));
            };
            return new Stores(inner.keys(), inner.devices(), audit);
        }
    }

    static final class KeepsRevocationsThatChangeNothing extends AuditLogContract {
        @Override
        protected Stores createStores() {
            InMemoryStores inner = new InMemoryStores();
            ProvisioningKeyStore keys = new ForwardingProvisioningKeyStore(inner.keys()) {
                @Override
                public Optional<ProvisioningKey> revoke(
                        TenantId tenant, ProvisioningKeyId id, ProvisioningKey.Revocation revocation, Attribution by) {
                    int before = inner.events.size();
                    Optional<ProvisioningKey> revoked = super.revoke(tenant, id, revocation, by);
                    if (inner.events.size() == before) {
                        revoked.ifPresent(key -> inner.record(by, AuditAction.PROVISIONING_KEY_REVOKED, key));
                    }
                    return revoked;
                }
            };
            return new Stores(keys, inner.devices(), inner.audit());
        }
    }

    static final class KeepsEventsOfWhatFailed extends AuditLogContract {
        @Override
        protected Stores createStores() {
            InMemoryStores inner = new InMemoryStores();
            return new Stores(
                    inner.keys(),
                    new ForwardingDeviceRepository(inner.devices()) {
                        @Override
                        public Registration register(HashedDevice device, Attribution by) {
                            int before = inner.events.size();
                            try {
                                return super.register(device, by);
                            } finally {
                                if (inner.events.size() == before) {
                                    inner.record(by, AuditAction.DEVICE_REGISTERED, device.device());
                                }
                            }
                        }
                    },
                    inner.audit());
        }
    }

    private interface Events {
        Stream<AuditEvent> of(InMemoryStores inner, TenantId tenant, AuditFilter filter);
    }

    private static final class Broken {

        private final InMemoryStores inner = new InMemoryStores();

        Stores with(Events events) {
            AuditLog audit = (tenant, filter, page) -> {
                synchronized (inner.lock) {
                    return page(events.of(inner, tenant, filter), page);
                }
            };
            return new Stores(inner.keys(), inner.devices(), audit);
        }

        private static Page<AuditEvent> page(Stream<AuditEvent> events, PageRequest request) {
            List<AuditEvent> found = new ArrayList<>(events.toList());
            return InMemoryStores.page(
                    found.stream(),
                    request,
                    event -> new Position(event.at(), event.id().value()));
        }
    }

    private static boolean meets(AuditFilter filter, AuditEvent event) {
        return (filter.object() == null || filter.object().equals(event.object().id()))
                && (filter.actor() == null
                        || filter.actor().equals(event.actor().id()));
    }

    private static AuditEvent at(AuditEvent event, Instant at) {
        return new AuditEvent(
                event.id(), event.tenant(), at, event.action(), event.actor(), event.object(), event.from());
    }
}
