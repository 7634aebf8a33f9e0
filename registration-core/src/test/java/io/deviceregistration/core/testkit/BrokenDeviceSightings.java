package io.deviceregistration.core.testkit;

import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageException;
import io.deviceregistration.core.testkit.BrokenDeviceRepositories.Broken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;

/** The contract on repositories that do wrong when devices are seen. Run by {@link BrokenAdaptersTest} alone. */
final class BrokenDeviceSightings {

    private BrokenDeviceSightings() {}

    static final class KeepsTimesInSeconds extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    seen.forEach((id, at) -> super.recordSeen(Map.of(id, Instant.ofEpochSecond(at.getEpochSecond()))));
                }
            }.stores();
        }
    }

    static final class SeesADeviceEarlierThanBefore extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    seen.forEach((id, at) -> findHashed(id)
                            .filter(stored -> stored.device().lastSeenAt() == null
                                    || !within(stored.device().lastSeenAt(), at))
                            .ifPresent(stored -> overwrite(seen(stored, at))));
                }

                private boolean within(Instant noted, Instant at) {
                    return at.isAfter(noted.minus(Device.SEEN_INTERVAL))
                            && at.isBefore(noted.plus(Device.SEEN_INTERVAL));
                }
            }.stores();
        }
    }

    static final class NotesEveryTime extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    seen.forEach((id, at) -> findHashed(id)
                            .filter(stored -> stored.device().lastSeenAt() == null
                                    || stored.device().lastSeenAt().isBefore(at))
                            .ifPresent(stored -> overwrite(seen(stored, at))));
                }
            }.stores();
        }
    }

    static final class WaitsLongerThanAMinute extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    seen.forEach((id, at) -> findHashed(id)
                            .filter(stored -> stored.device().isSeenAnewAt(at.minusMillis(1)))
                            .ifPresent(stored -> super.recordSeen(Map.of(id, at))));
                }
            }.stores();
        }
    }

    static final class ForgetsThePreviousKey extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    super.recordSeen(seen);
                    seen.keySet()
                            .forEach(id -> findHashed(id)
                                    .ifPresent(
                                            stored -> overwrite(new HashedDevice(stored.device(), stored.keyHash()))));
                }
            }.stores();
        }
    }

    static final class NotesOneTimeForAll extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    Map<DeviceId, Instant> alike = new HashMap<>(seen);
                    seen.values().stream()
                            .max(Instant::compareTo)
                            .ifPresent(latest -> alike.replaceAll((id, at) -> latest));
                    super.recordSeen(alike);
                }
            }.stores();
        }
    }

    static final class NotesAHundredAtTheMost extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    seen.keySet().stream().limit(100).forEach(id -> super.recordSeen(Map.of(id, seen.get(id))));
                }
            }.stores();
        }
    }

    static final class StopsAtTheFirstThatIsGone extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    seen.keySet().stream()
                            .takeWhile(id -> findHashed(id).isPresent())
                            .forEach(id -> super.recordSeen(Map.of(id, seen.get(id))));
                }
            }.stores();
        }
    }

    /** All read the device before anyone writes it. */
    static final class NotesByWhatItReadBefore extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            CyclicBarrier allHaveRead = new CyclicBarrier(32);
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    seen.forEach((id, at) -> {
                        HashedDevice read = findHashed(id).orElseThrow();
                        BrokenAdaptersTest.await(allHaveRead);
                        overwrite(seen(read, at));
                    });
                }
            }.stores();
        }
    }

    /** Keeps each device that it has noted from others until it has noted all of them, in the order in which they come. */
    static final class LocksDevicesAsTheyCome extends DeviceRepositoryContract {
        @Override
        protected Stores createStores() {
            Map<DeviceId, ReentrantLock> locks = new ConcurrentHashMap<>();
            CyclicBarrier bothHaveOne = new CyclicBarrier(2);
            return new Broken() {
                @Override
                public void recordSeen(Map<DeviceId, Instant> seen) {
                    List<ReentrantLock> held = new ArrayList<>();
                    try {
                        for (DeviceId id : seen.keySet()) {
                            ReentrantLock lock = locks.computeIfAbsent(id, any -> new ReentrantLock());
                            if (!lock.tryLock()) {
                                throw new StorageException("a deadlock");
                            }
                            held.add(lock);
                            if (held.size() == 1) {
                                BrokenAdaptersTest.await(bothHaveOne);
                            }
                        }
                        super.recordSeen(seen);
                    } finally {
                        held.forEach(ReentrantLock::unlock);
                    }
                }
            }.stores();
        }
    }

    private static HashedDevice seen(HashedDevice stored, Instant at) {
        Device device = stored.device();
        return new HashedDevice(
                new Device(
                        device.id(),
                        device.tenant(),
                        device.name(),
                        device.location(),
                        device.type(),
                        device.attributes(),
                        device.status(),
                        device.provisioningKey(),
                        device.registeredAt(),
                        at,
                        device.reregistrationUntil(),
                        device.registeredFrom()),
                stored.keyHash(),
                stored.previousKey(),
                stored.replayUntil());
    }
}
