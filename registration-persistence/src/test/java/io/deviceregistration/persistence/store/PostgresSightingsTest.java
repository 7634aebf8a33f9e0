package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.testkit.Stores;
import io.deviceregistration.persistence.CapturedLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances that write about the same devices, and what else is done with these meanwhile. */
final class PostgresSightingsTest {

    private static final Instant SEEN = SampleDevice.REGISTERED_AT;

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
        List<HashedDevice> devices = Stream.generate(
                        () -> SampleDevice.with(key.key()).build())
                .limit(2 * DeviceSightings.CHUNK)
                .toList();
        devices.forEach(device -> stores.devices().register(device, SampleAttribution.any()));
        List<HashedDevice> reversed = new ArrayList<>(devices);
        Collections.reverse(reversed);

        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (CapturedLog log = CapturedLog.of(Transactions.class)) {
            List<Future<?>> running = List.of(
                    threads.submit(() -> seeOften(stores.devices(), devices)),
                    threads.submit(() -> seeOften(others, reversed)),
                    threads.submit(() -> reversed.forEach(device -> disable(others, device.device()))));
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(log.lines(Level.WARN)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
        assertThat(devices)
                .extracting(device -> stores.devices()
                        .find(key.key().tenant(), device.device().id())
                        .orElseThrow()
                        .lastSeenAt())
                .containsOnly(SEEN.plusSeconds(60 * 19));
    }

    private static void seeOften(DeviceRepository repository, List<HashedDevice> devices) {
        for (int minute = 0; minute < 20; minute++) {
            Map<DeviceId, Instant> seen = new LinkedHashMap<>();
            for (HashedDevice device : devices) {
                seen.put(device.device().id(), SEEN.plusSeconds(60L * minute));
            }
            repository.recordSeen(seen);
        }
    }

    private static void disable(DeviceRepository repository, Device device) {
        repository.changeStatus(device.tenant(), device.id(), DeviceStatus.DISABLED, SampleAttribution.any());
    }
}
