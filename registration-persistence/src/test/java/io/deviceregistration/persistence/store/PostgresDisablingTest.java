package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.testkit.Stores;
import io.deviceregistration.persistence.CapturedLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances that disable all of a key's devices while others enable them and note that they were seen. */
final class PostgresDisablingTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final int ROUNDS = 8;

    private final TestDatabase database = TestDatabase.onPostgresWithSchema();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void no_call_meets_a_deadlock() throws Exception {
        Stores stores = database.openBoth();
        DeviceRepository others = database.openBoth().devices();
        HashedProvisioningKey key = SampleProvisioningKey.of("acme").build();
        stores.keys().insert(key, SampleAttribution.any());
        List<DeviceId> ids = Stream.generate(() -> SampleDevice.with(key.key()).build())
                .limit(100)
                .peek(device -> stores.devices().register(device, SampleAttribution.any()))
                .map(HashedDevice::device)
                .map(Device::id)
                .toList();

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (CapturedLog log = CapturedLog.of(Transactions.class)) {
            List<Future<?>> running = List.of(
                    threads.submit(
                            () -> disableOften(stores.devices(), key.key().id())),
                    threads.submit(() -> disableOften(others, key.key().id())),
                    threads.submit(() -> seeOften(others, ids)),
                    threads.submit(() -> enableOften(stores.devices(), ids)));
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(log.lines(Level.WARN)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.count("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
    }

    private static void disableOften(DeviceRepository repository, ProvisioningKeyId key) {
        for (int round = 0; round < ROUNDS; round++) {
            repository.disableAll(ACME, key, null, SampleAttribution.any());
        }
    }

    private static void seeOften(DeviceRepository repository, List<DeviceId> ids) {
        for (int minute = 0; minute < ROUNDS; minute++) {
            Instant at = SampleDevice.REGISTERED_AT.plusSeconds(60L * minute);
            Map<DeviceId, Instant> seen = ids.stream().collect(Collectors.toMap(id -> id, id -> at));
            repository.recordSeen(seen);
        }
    }

    private static void enableOften(DeviceRepository repository, List<DeviceId> ids) {
        for (int round = 0; round < 3; round++) {
            ids.forEach(id -> repository.changeStatus(ACME, id, DeviceStatus.ACTIVE, SampleAttribution.any()));
        }
    }
}
