package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies of an H2 file that are made while devices register there. */
@Timeout(120)
final class StoreCopyUnderLoadTest {

    private static final int CLIENTS = 4;
    private static final int COPIES = 3;
    private static final int MEANWHILE = 40;

    @TempDir
    private Path folder;

    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
    private final Set<DeviceId> registered = ConcurrentHashMap.newKeySet();
    private final Semaphore registrations = new Semaphore(0);
    private volatile boolean stopped;

    @Test
    void have_all_of_each_change_that_was_made_before_and_no_half_of_any() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (TestDatabase source = TestDatabase.inFolder(folder)) {
            DatabaseStore store = source.open();
            store.provisioningKeys().insert(key, SampleAttribution.any());
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String name = "Client " + client;
                clients.add(threads.submit(() -> register(store, name)));
            }
            for (int copy = 0; copy < COPIES; copy++) {
                assertThat(registrations.tryAcquire(MEANWHILE, 1, TimeUnit.MINUTES))
                        .isTrue();
                try (TestDatabase target = TestDatabase.inMemory()) {
                    Set<DeviceId> before = Set.copyOf(registered);
                    StoreCopyTest.copy(source, target);
                    assertWhole(target, before);
                }
            }
            stopped = true;
            for (Future<?> client : clients) {
                client.get(1, TimeUnit.MINUTES);
            }
        } finally {
            stopped = true;
            threads.shutdown();
        }
    }

    private void register(DatabaseStore store, String client) {
        for (int i = 0; !stopped; i++) {
            HashedDevice device =
                    SampleDevice.with(key.key()).name(client + " device " + i).build();
            store.devices().register(device, SampleAttribution.any());
            registered.add(device.device().id());
            registrations.release();
        }
    }

    private void assertWhole(TestDatabase copy, Set<DeviceId> before) {
        DatabaseStore store = copy.open();
        assertThat(before)
                .hasSizeGreaterThanOrEqualTo(MEANWHILE)
                .allSatisfy(id -> assertThat(store.devices().findHashed(id)).isPresent());
        long devices = copy.count("SELECT COUNT(*) FROM devices");
        assertThat(copy.count("SELECT registrations FROM edge_provisioning_keys"))
                .isEqualTo(devices);
        assertThat(copy.count("SELECT COUNT(*) FROM audit_events e JOIN devices d ON e.object_id = d.id"))
                .isEqualTo(devices);
        assertThat(copy.count("SELECT COUNT(*) FROM audit_events")).isEqualTo(devices + 1);
    }
}
