package io.deviceregistration.persistence.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
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
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers devices for a short while, for {@link #recall}. A change that is made through here is forgotten about at once; one
 * that another instance makes is noticed when the time is up. Only active devices are remembered whose key's use changes
 * nothing.
 */
final class RememberingDeviceRepository implements DeviceRepository {

    /** What was read, and when. Sightings change the device, but make it no younger. */
    private record Remembered(HashedDevice device, long readAt) {}

    private static final String CACHE = "devices";

    private final DeviceRepository target;
    private final long nanosToLive;
    private final Ticker ticker;
    private final Changes changes = new Changes();
    private final Cache<DeviceId, Remembered> devices;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    RememberingDeviceRepository(DeviceRepository target, Duration timeToLive, int size, Ticker ticker) {
        this.target = target;
        this.nanosToLive = timeToLive.toNanos();
        this.ticker = ticker;
        this.devices = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(timeToLive)
                .ticker(ticker)
                // Handing each write's upkeep to another thread costs more than the upkeep.
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<HashedDevice> recall(DeviceId id) {
        Remembered remembered = devices.getIfPresent(id);
        if (remembered == null || ticker.read() - remembered.readAt() >= nanosToLive) {
            misses.increment();
            return Optional.empty();
        }
        hits.increment();
        return Optional.of(remembered.device());
    }

    /** Counts how often a device was recalled and how often not: the cache itself would count those that are too old. */
    void bindTo(MeterRegistry meters) {
        count(meters, "hit", hits);
        count(meters, "miss", misses);
        Gauge.builder("cache.size", devices, Cache::estimatedSize)
                .description("The number of entries in this cache, about.")
                .tag("cache", CACHE)
                .register(meters);
    }

    private static void count(MeterRegistry meters, String result, LongAdder gets) {
        FunctionCounter.builder("cache.gets", gets, LongAdder::sum)
                .description("How often something was looked for in this cache.")
                .tag("cache", CACHE)
                .tag("result", result)
                .register(meters);
    }

    @Override
    public Optional<HashedDevice> findHashed(DeviceId id) {
        long before = changes.of(id);
        long now = ticker.read();
        Optional<HashedDevice> found = target.findHashed(id);
        found.filter(HashedDevice::isConfirmed)
                .filter(device -> device.device().status() == DeviceStatus.ACTIVE)
                .ifPresent(device -> changes.unless(id, before, () -> devices.put(id, new Remembered(device, now))));
        return found;
    }

    private <T> T changing(DeviceId id, Supplier<T> change) {
        try {
            return change.get();
        } finally {
            changes.note(id, () -> devices.invalidate(id));
        }
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
        return changing(id, () -> target.replay(key, idempotencyKey, id, replacement, by));
    }

    @Override
    public Registration reregister(HashedDevice device, @Nullable RegistrationAttempt attempt, Attribution by) {
        return changing(device.device().id(), () -> target.reregister(device, attempt, by));
    }

    @Override
    public Optional<Device> find(TenantId tenant, DeviceId id) {
        return target.find(tenant, id);
    }

    @Override
    public Page<Device> list(TenantId tenant, DeviceFilter filter, PageRequest page) {
        return target.list(tenant, filter, page);
    }

    @Override
    public Optional<Device> changeStatus(TenantId tenant, DeviceId id, DeviceStatus status, Attribution by) {
        return changing(id, () -> target.changeStatus(tenant, id, status, by));
    }

    @Override
    public int countActive(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since) {
        return target.countActive(tenant, key, since);
    }

    @Override
    public int disableAll(TenantId tenant, ProvisioningKeyId key, @Nullable RegisteredSince since, Attribution by) {
        try {
            return target.disableAll(tenant, key, since, by);
        } finally {
            changes.noteAll(devices::invalidateAll);
        }
    }

    @Override
    public Optional<Device> describe(TenantId tenant, DeviceId id, DeviceChange change, Attribution by) {
        return changing(id, () -> target.describe(tenant, id, change, by));
    }

    @Override
    public boolean delete(TenantId tenant, DeviceId id, Attribution by) {
        return changing(id, () -> target.delete(tenant, id, by));
    }

    @Override
    public boolean replaceKey(TenantId tenant, DeviceId id, StoredHash replacement, Attribution by) {
        return changing(id, () -> target.replaceKey(tenant, id, replacement, by));
    }

    @Override
    public boolean rotateKey(
            DeviceId id, StoredHash presented, StoredHash replacement, Instant previousUntil, Attribution by) {
        return changing(id, () -> target.rotateKey(id, presented, replacement, previousUntil, by));
    }

    @Override
    public boolean confirmKey(DeviceId id, StoredHash current) {
        return changing(id, () -> target.confirmKey(id, current));
    }

    @Override
    public Optional<Device> openReregistration(TenantId tenant, DeviceId id, Instant until, Attribution by) {
        return changing(id, () -> target.openReregistration(tenant, id, until, by));
    }

    @Override
    public boolean closeReregistration(TenantId tenant, DeviceId id, Attribution by) {
        return changing(id, () -> target.closeReregistration(tenant, id, by));
    }

    @Override
    public void replaceKeyHash(DeviceId id, StoredHash old, StoredHash replacement) {
        changing(id, () -> {
            target.replaceKeyHash(id, old, replacement);
            return id;
        });
    }

    /** Notes it with what is remembered, too, or each call until the time is up would have it written again. */
    @Override
    public void recordSeen(Map<DeviceId, Instant> seen) {
        target.recordSeen(seen);
        seen.forEach((id, at) -> devices.asMap()
                .computeIfPresent(
                        id,
                        (same, remembered) -> new Remembered(remembered.device().seenAt(at), remembered.readAt())));
    }
}
