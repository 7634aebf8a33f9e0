package io.deviceregistration.core.testkit;

import io.deviceregistration.core.audit.Attribution;
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
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.value.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes every call on: a base for repositories that fail, count or misbehave in one call alone. */
public abstract class ForwardingDeviceRepository implements DeviceRepository {

    private final DeviceRepository target;

    protected ForwardingDeviceRepository(DeviceRepository target) {
        this.target = target;
    }

    @Override
    public Registration register(HashedDevice device, Attribution by) {
        return target.register(device, by);
    }

    @Override
    public Registration register(HashedDevice device, RegistrationAttempt attempt, Attribution by) {
        return target.register(device, attempt, by);
    }

    @Override
    public Optional<PastAttempt> findAttempt(ProvisioningKeyId key, Sha256 idempotencyKey, Instant after) {
        return target.findAttempt(key, idempotencyKey, after);
    }

    @Override
    public Registration replay(
            ProvisioningKeyId key, Sha256 idempotencyKey, DeviceId id, StoredHash replacement, Attribution by) {
        return target.replay(key, idempotencyKey, id, replacement, by);
    }

    @Override
    public Registration reregister(HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
        return target.reregister(device, attempt, by);
    }

    @Override
    public Optional<Device> find(TenantId tenant, DeviceId id) {
        return target.find(tenant, id);
    }

    @Override
    public Optional<HashedDevice> findHashed(DeviceId id) {
        return target.findHashed(id);
    }

    @Override
    public Optional<HashedDevice> recall(DeviceId id) {
        return target.recall(id);
    }

    @Override
    public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
        return target.list(tenant, filter, page);
    }

    @Override
    public Optional<Device> changeStatus(TenantId tenant, DeviceId id, DeviceStatus status, Attribution by) {
        return target.changeStatus(tenant, id, status, by);
    }

    @Override
    public int countActive(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since) {
        return target.countActive(tenant, key, since);
    }

    @Override
    public int disableAll(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
        return target.disableAll(tenant, key, since, by);
    }

    @Override
    public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
        return target.describe(tenant, id, change, by);
    }

    @Override
    public boolean delete(TenantId tenant, DeviceId id, Attribution by) {
        return target.delete(tenant, id, by);
    }

    @Override
    public boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement, Attribution by) {
        return target.replaceKey(tenant, id, replacement, by);
    }

    @Override
    public boolean rotateKey(
            DeviceId id, StoredHash presented, StoredHash replacement, Instant previousUntil, Attribution by) {
        return target.rotateKey(id, presented, replacement, previousUntil, by);
    }

    @Override
    public boolean confirmKey(DeviceId id, StoredHash current) {
        return target.confirmKey(id, current);
    }

    @Override
    public Optional<Device> openReregistration(TenantId tenant, DeviceId id, Instant until, Attribution by) {
        return target.openReregistration(tenant, id, until, by);
    }

    @Override
    public boolean closeReregistration(TenantId tenant, DeviceId id, Attribution by) {
        return target.closeReregistration(tenant, id, by);
    }

    @Override
    public void replaceKeyHash(DeviceId id, StoredHash old, StoredHash replacement) {
        target.replaceKeyHash(id, old, replacement);
    }

    @Override
    public void recordSeen(Map<DeviceId, Instant> seen) {
        target.recordSeen(seen);
    }
}
