package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** When a device was last seen is written behind its answer. */
final class SeenDevicesApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void shows_when_a_device_was_last_seen_at_most_once_a_minute() {
        try (TestApp app = TestApp.start()) {
            Answer device = app.register(app.provisioningKey(), "{'name': 'Seen'}");
            Answer first = app.self(device.text("device_key")).isOk();
            assertThat(first.json().get("last_seen_at").isNull()).isTrue();
            awaitLastSeen(app, device, app.clock.instant());
            app.clock.advance(Duration.ofSeconds(59));
            app.self(device.text("device_key")).isOk();
            // Had that been noted, this would not be.
            app.clock.advance(Duration.ofSeconds(1));
            app.self(device.text("device_key")).isOk();
            awaitLastSeen(app, device, app.clock.instant());
        }
    }

    @Test
    void shows_that_a_device_was_seen_by_a_verification_and_by_a_rotation() {
        try (TestApp app = TestApp.start()) {
            Answer device = app.register(app.provisioningKey(), "{'name': 'Seen'}");
            app.withKey("X-Device-Key", device.text("device_key"), "GET", "/api/v1/devices/verify")
                    .hasStatus(204);
            awaitLastSeen(app, device, app.clock.instant());
            app.clock.advance(Duration.ofMinutes(1));
            app.withKey("X-Device-Key", device.text("device_key"), "POST", "/api/v1/devices/self/device-key")
                    .hasStatus(201);
            awaitLastSeen(app, device, app.clock.instant());
        }
    }

    @RepeatedTest(5)
    void stops_in_silence_while_it_writes_that_devices_were_seen() {
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        try {
            try (TestApp app = TestApp.start(Map.of(Setting.DB_URL, ""), folder)) {
                String key = app.provisioningKey();
                List<String> devices = IntStream.range(0, 20)
                        .mapToObj(i -> app.register(key, "{'name': 'device " + i + "'}")
                                .text("device_key"))
                        .toList();
                log.list.clear();
                devices.parallelStream().forEach(device -> app.self(device).isOk());
            }
            awaitEndOfWriting();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
            root.detachAppender(log);
        }
        assertThat(uncaught).isEmpty();
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private static void awaitLastSeen(TestApp app, Answer device, Instant expected) {
        long start = System.nanoTime();
        String path = "/api/v1/devices/" + device.text("device_id");
        while (!app.admin("GET", path).text("last_seen_at").equals(expected.toString())) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }

    private static void awaitEndOfWriting() {
        long start = System.nanoTime();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("seen-devices"))) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }
}
