package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.Label;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey.Revocation;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The contract on stores each of which does one thing wrong. Run by {@link BrokenAdaptersTest} alone. */
final class BrokenProvisioningKeyStores {

    private BrokenProvisioningKeyStores() {}

    /** A store in memory to be broken by overriding a call. */
    abstract static class Broken extends ForwardingProvisioningKeyStore {

        final InMemoryStores inner;

        Broken() {
            this(new InMemoryStores());
        }

        Broken(InMemoryStores inner) {
            super(inner.keys());
            this.inner = inner;
        }

        void overwrite(HashedProvisioningKey key) {
            synchronized (inner.lock) {
                inner.keys.put(key.key().id(), key);
            }
        }
    }

    static final class ForgetsTheTenant extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Optional<ProvisioningKey> find(TenantId tenant, ProvisioningKeyId id) {
                    return findHashed(id).map(HashedProvisioningKey::key);
                }
            };
        }
    }

    static final class RevokesForAnyTenant extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Optional<ProvisioningKey> revoke(
                        TenantId tenant, ProvisioningKeyId id, Revocation revocation, Attribution by) {
                    super.revoke(ownerOf(tenant, id), id, revocation, by);
                    return find(tenant, id);
                }

                private TenantId ownerOf(TenantId otherwise, ProvisioningKeyId id) {
                    return findHashed(id).map(stored -> stored.key().tenant()).orElse(otherwise);
                }
            };
        }
    }

    static final class IgnoresTheCaseOfTenants extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Optional<ProvisioningKey> find(TenantId tenant, ProvisioningKeyId id) {
                    return findHashed(id)
                            .map(HashedProvisioningKey::key)
                            .filter(key -> key.tenant().value().equalsIgnoreCase(tenant.value()));
                }
            };
        }
    }

    static final class OverwritesWhatIsThere extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public void insert(HashedProvisioningKey key, Attribution by) {
                    overwrite(key);
                }
            };
        }
    }

    static final class CutsTimesToSeconds extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public void insert(HashedProvisioningKey key, Attribution by) {
                    super.insert(createdAt(key, key.key().createdAt().truncatedTo(ChronoUnit.SECONDS)), by);
                }
            };
        }
    }

    /** Keeps times as SQL Server's {@code datetime} does: in steps of a three-hundredth of a second. */
    static final class RoundsTimes extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public void insert(HashedProvisioningKey key, Attribution by) {
                    long millis = key.key().createdAt().toEpochMilli();
                    long rounded = Math.round(Math.round(millis * 0.3) / 0.3);
                    super.insert(createdAt(key, Instant.ofEpochMilli(rounded)), by);
                }
            };
        }
    }

    static final class CutsText extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public void insert(HashedProvisioningKey key, Attribution by) {
                    super.insert(key, by);
                    String label = key.key().label().value();
                    if (label.length() > 128) {
                        relabel(key.key().tenant(), key.key().id(), new Label(label.substring(0, 128)), by);
                    }
                }
            };
        }
    }

    static final class KeepsTheLastRevocation extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Optional<ProvisioningKey> revoke(
                        TenantId tenant, ProvisioningKeyId id, Revocation revocation, Attribution by) {
                    find(tenant, id)
                            .ifPresent(key -> overwrite(new HashedProvisioningKey(
                                    revoked(key, revocation),
                                    findHashed(id).orElseThrow().hash())));
                    return find(tenant, id);
                }
            };
        }
    }

    static final class ReplacesAnyHash extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement) {
                    findHashed(id).ifPresent(stored -> super.replaceHash(id, stored.hash(), replacement));
                }
            };
        }
    }

    static final class RepeatsTheLastRow extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Page<ProvisioningKey> list(
                        TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
                    Page<ProvisioningKey> found = super.list(tenant, status, now, page);
                    if (page.after() == null) {
                        return found;
                    }
                    List<ProvisioningKey> items = new ArrayList<>(found.items());
                    items.add(
                            0,
                            find(tenant, new ProvisioningKeyId(page.after().id()))
                                    .orElseThrow());
                    return Page.of(
                            items,
                            page,
                            key -> new Position(key.createdAt(), key.id().value()));
                }
            };
        }
    }

    static final class SkipsRowsOfTheSameTime extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Page<ProvisioningKey> list(
                        TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
                    Page<ProvisioningKey> found = super.list(tenant, status, now, page);
                    return page.after() == null
                            ? found
                            : new Page<>(
                                    found.items().stream()
                                            .filter(key -> key.createdAt()
                                                    .isBefore(page.after().at()))
                                            .toList(),
                                    found.next());
                }
            };
        }
    }

    static final class FiltersAfterPaging extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Page<ProvisioningKey> list(
                        TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
                    Page<ProvisioningKey> found = super.list(tenant, null, now, page);
                    return new Page<>(
                            found.items().stream()
                                    .filter(key -> status == null || key.status(now) == status)
                                    .toList(),
                            found.next());
                }
            };
        }
    }

    static final class ExpiresKeysTooLate extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            return new Broken() {
                @Override
                public Page<ProvisioningKey> list(
                        TenantId tenant, @Nullable ProvisioningKeyStatus status, Instant now, PageRequest page) {
                    return super.list(tenant, status, now.minusMillis(1), page);
                }
            };
        }
    }

    static final class RemembersWhatItFound extends ProvisioningKeyStoreContract {
        private InMemoryStores shared = new InMemoryStores();

        @Override
        protected ProvisioningKeyStore createStore() {
            shared = new InMemoryStores();
            return open();
        }

        @Override
        protected Optional<ProvisioningKeyStore> openAgain() {
            return Optional.of(open());
        }

        private ProvisioningKeyStore open() {
            Map<ProvisioningKeyId, HashedProvisioningKey> remembered = new ConcurrentHashMap<>();
            return new Broken(shared) {
                @Override
                public Optional<HashedProvisioningKey> findHashed(ProvisioningKeyId id) {
                    super.findHashed(id).ifPresent(found -> remembered.putIfAbsent(id, found));
                    return Optional.ofNullable(remembered.get(id));
                }
            };
        }
    }

    /** All look whether the id is free before anyone inserts it. */
    static final class LooksBeforeItInserts extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            CyclicBarrier allHaveLooked = new CyclicBarrier(32);
            return new Broken() {
                @Override
                public void insert(HashedProvisioningKey key, Attribution by) {
                    boolean taken = findHashed(key.key().id()).isPresent();
                    BrokenAdaptersTest.await(allHaveLooked);
                    if (taken) {
                        throw new StorageException("there is a provisioning key with this id already");
                    }
                    overwrite(key);
                }
            };
        }
    }

    /** All look whether the key is revoked before anyone revokes it. */
    static final class LooksBeforeItRevokes extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            CyclicBarrier allHaveLooked = new CyclicBarrier(32);
            return new Broken() {
                @Override
                public Optional<ProvisioningKey> revoke(
                        TenantId tenant, ProvisioningKeyId id, Revocation revocation, Attribution by) {
                    HashedProvisioningKey stored = findHashed(id).orElseThrow();
                    BrokenAdaptersTest.await(allHaveLooked);
                    ProvisioningKey revoked = revoked(stored.key(), revocation);
                    overwrite(new HashedProvisioningKey(revoked, stored.hash()));
                    return Optional.of(revoked);
                }
            };
        }
    }

    /** Both compare the hash before either replaces it; the slower one replaces it after the faster one is done. */
    static final class ComparesBeforeItReplaces extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            CyclicBarrier bothHaveCompared = new CyclicBarrier(2);
            AtomicInteger order = new AtomicInteger();
            Semaphore fasterIsDone = new Semaphore(0);
            return new Broken() {
                @Override
                public void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement) {
                    HashedProvisioningKey stored = super.findHashed(id).orElseThrow();
                    BrokenAdaptersTest.await(bothHaveCompared);
                    if (order.getAndIncrement() > 0) {
                        fasterIsDone.acquireUninterruptibly();
                    }
                    overwrite(new HashedProvisioningKey(stored.key(), replacement));
                }

                @Override
                public Optional<HashedProvisioningKey> findHashed(ProvisioningKeyId id) {
                    Optional<HashedProvisioningKey> found = super.findHashed(id);
                    fasterIsDone.release();
                    return found;
                }
            };
        }
    }

    /** Reads a row, changes a part of it, and writes all of it back, while others do the same. */
    static final class WritesWholeRows extends ProvisioningKeyStoreContract {
        @Override
        protected ProvisioningKeyStore createStore() {
            CyclicBarrier allHaveRead = new CyclicBarrier(3);
            return new Broken() {
                @Override
                public Optional<ProvisioningKey> relabel(
                        TenantId tenant, ProvisioningKeyId id, Label label, Attribution by) {
                    return withStaleRow(id, () -> super.relabel(tenant, id, label, by));
                }

                @Override
                public Optional<ProvisioningKey> revoke(
                        TenantId tenant, ProvisioningKeyId id, Revocation revocation, Attribution by) {
                    return withStaleRow(id, () -> super.revoke(tenant, id, revocation, by));
                }

                @Override
                public void replaceHash(ProvisioningKeyId id, StoredHash old, StoredHash replacement) {
                    withStaleRow(id, () -> {
                        super.replaceHash(id, old, replacement);
                        return Optional.empty();
                    });
                }

                private Optional<ProvisioningKey> withStaleRow(
                        ProvisioningKeyId id, Supplier<Optional<ProvisioningKey>> change) {
                    HashedProvisioningKey stale = findHashed(id).orElseThrow();
                    BrokenAdaptersTest.await(allHaveRead);
                    synchronized (inner.lock) {
                        overwrite(stale);
                        return change.get();
                    }
                }
            };
        }
    }

    private static HashedProvisioningKey createdAt(HashedProvisioningKey hashed, Instant at) {
        ProvisioningKey key = hashed.key();
        return new HashedProvisioningKey(
                new ProvisioningKey(
                        key.id(),
                        key.tenant(),
                        key.label(),
                        at,
                        key.createdBy(),
                        key.expiry(),
                        key.limit(),
                        key.registrations(),
                        key.lastUsedAt(),
                        key.revocation()),
                hashed.hash());
    }

    private static ProvisioningKey revoked(ProvisioningKey key, Revocation revocation) {
        return new ProvisioningKey(
                key.id(),
                key.tenant(),
                key.label(),
                key.createdAt(),
                key.createdBy(),
                key.expiry(),
                key.limit(),
                key.registrations(),
                key.lastUsedAt(),
                revocation);
    }
}
