package io.deviceregistration.app.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deviceregistration.app.appliance.ApplianceRegistration.Registered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An appliance with a folder of its own, in this process, that hardly rests between its requests. */
final class TestAppliance {

    /** The process ends without a last word. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final Path folder;
    final Path keyFile;
    final Path deviceKeyFile;
    final String name;
    final List<Duration> rests = new CopyOnWriteArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    boolean replace;
    Duration timeout = Duration.ofMinutes(2);
    Duration requestTimeout = Duration.ofSeconds(20);
    Patience.Sleep sleep = time -> Thread.sleep(Math.min(20, time.toMillis() / 20));

    TestAppliance(Path folder, String name, String provisioningKey) throws IOException {
        this.folder = folder;
        this.name = name;
        this.keyFile = Files.writeString(folder.resolve("provisioning.key"), provisioningKey + "\n");
        this.deviceKeyFile = folder.resolve("device.key");
    }

    Registered register(String url) {
        SecureRandom random = new SecureRandom();
        Patience patience = new Patience(
                timeout,
                System::nanoTime,
                random,
                time -> {
                    rests.add(time);
                    sleep.sleep(time);
                },
                said::add);
        return new ApplianceRegistration(
                        new ServerConnection(ServerAddress.of(url, false), requestTimeout),
                        patience,
                        deviceKeyFile,
                        new ProvisioningKeySource(keyFile, InputStream.nullInputStream()),
                        Json.write(Map.of("name", name)),
                        replace,
                        random)
                .run();
    }

    /** It ends with this status, and says these words. */
    NotRegisteredException failsToRegister(String url, ExitStatus status, String... saying) {
        NotRegisteredException failure = catchThrowableOfType(NotRegisteredException.class, () -> register(url));
        assertThat(failure).isNotNull().hasMessageContainingAll(saying);
        assertThat(failure.status()).as(failure.getMessage()).isEqualTo(status);
        return failure;
    }

    String deviceKey() throws IOException {
        return Files.readString(deviceKeyFile).strip();
    }

    /** There is a device key, its owner's alone, and nothing of how it came. */
    void assertKeepsItsKeyAndNothingElse() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deviceKeyFile)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactlyInAnyOrder("provisioning.key", "device.key");
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
