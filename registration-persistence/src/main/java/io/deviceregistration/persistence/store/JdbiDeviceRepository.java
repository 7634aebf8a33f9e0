package io.deviceregistration.persistence.store;

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
import io.deviceregistration.core.device.RegisteredSince;
import io.deviceregistration.core.device.RegistrationAttempt;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Sha256;
import io.deviceregistration.core.value.Words;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Devices in the table {@code devices}. */
final class JdbiDeviceRepository implements DeviceRepository {

    private static final String FIND =
            "SELECT " + DeviceRow.COLUMNS + " FROM devices WHERE id = :id AND tenant_id = :tenant";

    private static final String CHANGE_STATUS =
            "UPDATE devices SET status = :status WHERE id = :id AND tenant_id = :tenant AND status <> :status";

    private final Transactions transactions;
    private final Dialect dialect;
    private final AuditTrail trail;
    private final GroupedRegistrations registrations;
    private final DeviceChanges changes;
    private final DeviceKeys deviceKeys;
    private final DeviceReregistration reregistration;
    private final DeviceSightings sightings;

    JdbiDeviceRepository(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.trail = new AuditTrail(dialect);
        this.registrations = new GroupedRegistrations(transactions, dialect);
        this.changes = new DeviceChanges(transactions, dialect);
        this.deviceKeys = new DeviceKeys(transactions);
        this.reregistration = new DeviceReregistration(transactions, dialect);
        this.sightings = new DeviceSightings(transactions);
    }

    @Override
    public Registration register(HashedDevice device, Attribution by) {
        return registrations.register(device, null, by);
    }

    @Override
    public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
        return registrations.register(device, attempt, by);
    }

    @Override
    public Optional<PastAttempt> findAttempt(ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
        return transactions
                .query(handle -> RegistrationAttempts.find(handle, key, idempotencyKey, after))
                .flatMap(row -> findHashed(row.device()).map(device -> new PastAttempt(row.request(), device)));
    }

    @Override
    public Registration replay(
            ProvisioningKeyId key, Sha256 idempotencyKey, DeviceId id, StoredHash replacement, Attribution by) {
        return transactions.inTransactionOnce((handle, inDoubt) -> {
            Registration registration =
                    RegistrationReplay.replay(handle, key, idempotencyKey, id, replacement, by.at());
            if (registration instanceof Registration.Registered) {
                record(handle, inDoubt, by, AuditAction.DEVICE_REGISTRATION_REPLAYED, id);
            }
            return registration;
        });
    }

    @Override
    public Registration reregister(HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
        return reregistration.reregister(device, attempt, by);
    }

    @Override
    public Optional<Device> find(TenantId tenant, DeviceId id) {
        return transactions.query(handle -> find(handle, tenant, id));
    }

    @Override
    public Optional<HashedDevice> findHashed(DeviceId id) {
        return DeviceLookup.find(transactions, id);
    }

    @Override
    public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
        PagedQuery query = new PagedQuery(DeviceRow.COLUMNS, "devices", "registered_at", tenant, dialect);
        if (filter.provisioningKey() != null) {
            query.and(
                    "provisioning_key_id = :provisioningKey",
                    "provisioningKey",
                    filter.provisioningKey().value());
        }
        if (filter.status() != null) {
            query.and("status = :status", "status", Words.of(filter.status()));
        }
        if (filter.name() != null) {
            query.andText(
                    "name_key LIKE :name ESCAPE '!'",
                    "name",
                    beginningWith(filter.name().folded()));
        }
        if (filter.registeredSince() != null) {
            query.and("registered_at >= :since")
                    .bindTime("since", filter.registeredSince().at());
        }
        return query.read(
                transactions,
                page,
                DeviceRow::device,
                device -> new Position(device.registeredAt(), device.id().value()));
    }

    /** Brackets and carets are wildcards on SQL Server only; escaped, they are themselves everywhere. */
    private static String beginningWith(String text) {
        return text.replaceAll("[!%_\\[\\]^]", "!$0") + "%";
    }

    @Override
    public Optional<Device> changeStatus(TenantId tenant, DeviceId id, DeviceStatus status, Attribution by) {
        AuditAction action = status == DeviceStatus.DISABLED ? AuditAction.DEVICE_DISABLED : AuditAction.DEVICE_ENABLED;
        return change(
                tenant,
                id,
                by,
                action,
                handle -> DeviceChanges.of(handle.createUpdate(CHANGE_STATUS), tenant, id)
                                .bind("status", Words.of(status))
                                .execute()
                        == 1);
    }

    @Override
    public int countActive(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since) {
        return new DevicesOfKey(transactions, dialect, tenant, key, since).countActive();
    }

    @Override
    public int disableAll(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
        return new DevicesOfKey(transactions, dialect, tenant, key, since).disableAll(by);
    }

    @Override
    public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
        return change(tenant, id, by, AuditAction.DEVICE_DESCRIBED, handle -> {
            changes.describe(handle, tenant, id, change);
            return !change.isNone();
        });
    }

    @Override
    public boolean delete(TenantId tenant, DeviceId id, Attribution by) {
        return changes.delete(tenant, id, by);
    }

    @Override
    public boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement, Attribution by) {
        return change(
                        tenant,
                        id,
                        by,
                        AuditAction.DEVICE_KEY_REPLACED,
                        handle -> DeviceKeys.replaceKey(handle, tenant, id, replacement))
                .isPresent();
    }

    @Override
    public boolean rotateKey(
            DeviceId id, StoredHash presented, StoredHash replacement, Instant previousUntil, Attribution by) {
        return transactions.inTransactionOnce((handle, inDoubt) -> {
            boolean rotated = DeviceKeys.rotateKey(handle, id, presented, replacement, previousUntil);
            if (rotated) {
                record(handle, inDoubt, by, AuditAction.DEVICE_KEY_ROTATED, id);
            }
            return rotated;
        });
    }

    @Override
    public boolean confirmKey(DeviceId id, StoredHash current) {
        return deviceKeys.confirmKey(id, current);
    }

    @Override
    public Optional<Device> openReregistration(TenantId tenant, DeviceId id, Instant until, Attribution by) {
        return change(
                tenant,
                id,
                by,
                AuditAction.DEVICE_REREGISTRATION_OPENED,
                handle -> DeviceReregistration.open(handle, tenant, id, until));
    }

    @Override
    public boolean closeReregistration(TenantId tenant, DeviceId id, Attribution by) {
        return change(
                        tenant,
                        id,
                        by,
                        AuditAction.DEVICE_REREGISTRATION_CLOSED,
                        handle -> DeviceReregistration.close(handle, tenant, id))
                .isPresent();
    }

    @Override
    public void replaceKeyHash(DeviceId id, StoredHash old, StoredHash replacement) {
        deviceKeys.replaceHash(id, old, replacement);
    }

    @Override
    public void recordSeen(Map<DeviceId, Instant> seen) {
        sightings.record(seen);
    }

    /** Makes a change and keeps its event, if there is something to change. The device as it is then, if there is one. */
    private Optional<Device> change(
            TenantId tenant, DeviceId id, Attribution by, AuditAction action, Predicate<Handle> work) {
        return transactions.inTransactionOnce((handle, inDoubt) -> {
            boolean changed = work.test(handle);
            Optional<Device> found = find(handle, tenant, id);
            if (changed) {
                found.ifPresent(device -> trail.add(handle, inDoubt, by, action, device));
            }
            return found;
        });
    }

    private void record(Handle handle, boolean inDoubt, Attribution by, AuditAction action, DeviceId id) {
        HashedDevice changed = DeviceLookup.find(handle, id).orElseThrow();
        trail.add(handle, inDoubt, by, action, changed.device());
    }

    static Optional<Device> find(Handle handle, TenantId tenant, DeviceId id) {
        return handle.createQuery(FIND)
                .bind("id", id.value())
                .bind("tenant", tenant.value())
                .map(DeviceRow::device)
                .findOne();
    }
}
