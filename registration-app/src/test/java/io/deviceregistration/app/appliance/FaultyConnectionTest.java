package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.app.TestApp;
import io.deviceregistration.app.appliance.Administrator.Key;
import io.deviceregistration.app.appliance.ApplianceRegistration.Registered;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hundred appliances behind bad connections, which crash now and then as well. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultyConnectionTest {

    private static final int DEVICES = 100;
    private static final int MAX_FAULTS = 4;
    private static final int CRASH_ONE_IN = 4;

    @TempDir
    Path folder;

    @Test
    void every_appliance_becomes_one_device_and_has_a_key_that_works() throws Exception {
        try (TestApp app = TestApp.serving(Map.of("failed-credentials-per-minute", "100000"))) {
            Administrator administrator = new Administrator(app);
            Key key = administrator.createKey();
            ExecutorService threads = Executors.newFixedThreadPool(32);
            try {
                List<Callable<Registered>> rounds = IntStream.range(0, DEVICES)
                        .<Callable<Registered>>mapToObj(number -> () -> round(app, key, number))
                        .toList();
                List<String> ids = new ArrayList<>();
                for (Future<Registered> round : threads.invokeAll(rounds)) {
                    ids.add(round.get().deviceId());
                }
                assertThat(ids).doesNotHaveDuplicates();
                assertThat(administrator.list("/api/v1/devices"))
                        .extracting(device -> device.get("device_id").textValue())
                        .containsExactlyInAnyOrderElementsOf(ids);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private Registered round(TestApp app, Key key, int number) throws IOException {
        Random random = new Random(number);
        List<Fault> faults = random.ints(random.nextInt(MAX_FAULTS + 1), 0, Fault.values().length)
                .mapToObj(fault -> Fault.values()[fault])
                .toList();
        Path own = Files.createDirectory(folder.resolve("appliance-" + number));
        TestAppliance appliance = new TestAppliance(own, "Pump " + number, key.text());
        appliance.requestTimeout = Duration.ofSeconds(1);
        Patience.Sleep rest = appliance.sleep;
        appliance.sleep = time -> {
            if (random.nextInt(CRASH_ONE_IN) == 0) {
                throw new TestAppliance.Crash();
            }
            rest.sleep(time);
        };
        try (FaultyProxy proxy = FaultyProxy.to(URI.create(app.url()), faults)) {
            Registered registered = registerHoweverOftenItCrashes(appliance, proxy.url());
            appliance.assertKeepsItsKeyAndNothingElse();
            // The stored key, straight at the server.
            assertThat(registerHoweverOftenItCrashes(appliance, app.url()))
                    .as("round %s: %s", number, faults)
                    .isEqualTo(registered);
            return registered;
        }
    }

    private static Registered registerHoweverOftenItCrashes(TestAppliance appliance, String url) {
        while (true) {
            try {
                return appliance.register(url);
            } catch (TestAppliance.Crash e) {
                // Started again, as by a service manager.
            }
        }
    }
}
