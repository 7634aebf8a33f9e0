package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.benmanes.caffeine.cache.Ticker;
import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.DeviceRepositoryContract;
import io.deviceregistration.core.testkit.ForwardingDeviceRepository;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.testkit.Stores;
import io.deviceregistration.core.value.Sha256;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That whatever is remembered changes nothing but how often the store is asked. */
final class RememberingDeviceRepositoryTest extends DeviceRepositoryContract {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);
    private static final TenantId ACME = new TenantId("acme");
    private static final DeviceId ID = new DeviceId(new UUID(1, 2));
    private static final Instant LATER = SampleDevice.REGISTERED_AT.plusSeconds(100);

    /** What can't change a device that is there already. */
    private static final Set<String> HARMLESS =
            Set.of("register", "findAttempt", "find", "findHashed", "recall", "list", "countActive", "recordSeen");

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = nanos::get;
    private final InMemoryStores inMemory = new InMemoryStores();
    private final DeviceRepository devices = remembering(inMemory.devices());
    private final ProvisioningKey key = inserted();

    private ProvisioningKey inserted() {
        HashedProvisioningKey hashed = SampleProvisioningKey.of("acme").build();
        inMemory.keys().insert(hashed, SampleAttribution.any());
        return hashed.key();
    }

    @Override
    protected Stores createStores() {
        InMemoryStores fresh = new InMemoryStores();
        return new Stores(fresh.keys(), remembering(fresh.devices()), fresh.audit());
    }

    private DeviceRepository remembering(DeviceRepository target) {
        return new RememberingDeviceRepository(target, TIME_TO_LIVE, 100, ticker);
    }

    private HashedDevice registered(SampleDevice sample) {
        HashedDevice device = sample.id(ID).build();
        assertThat(devices.register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        return device;
    }

    static Map<String, Consumer<DeviceRepository>> changes() {
        Map<String, Consumer<DeviceRepository>> changes = new HashMap<>();
        Attribution by = SampleAttribution.any();
        changes.put(
                "replay",
                target -> target.replay(
                        target.findHashed(ID).orElseThrow().device().provisioningKey(),
                        Sha256.of("attempt"),
                        ID,
                        SampleProvisioningKey.hash(),
                        by));
        changes.put(
                "reregister", target -> target.reregister(target.findHashed(ID).orElseThrow(), null, by));
        changes.put("changeStatus", target -> target.changeStatus(ACME, ID, DeviceStatus.DISABLED, by));
        changes.put(
                "disableAll",
                target -> target.disableAll(
                        ACME, target.findHashed(ID).orElseThrow().device().provisioningKey(), null, by));
        changes.put(
                "describe",
                target -> target.describe(ACME, ID, new DeviceChange(Change.to(null), Change.to(null), null), by));
        changes.put("delete", target -> target.delete(ACME, ID, by));
        changes.put("replaceKey", target -> target.replaceKey(ACME, ID, SampleProvisioningKey.hash(), by));
        changes.put(
                "rotateKey",
                target -> target.rotateKey(
                        ID, target.findHashed(ID).orElseThrow().keyHash(), SampleProvisioningKey.hash(), LATER, by));
        changes.put(
                "confirmKey",
                target -> target.confirmKey(
                        ID, target.findHashed(ID).orElseThrow().keyHash()));
        changes.put("openReregistration", target -> target.openReregistration(ACME, ID, LATER, by));
        changes.put("closeReregistration", target -> target.closeReregistration(ACME, ID, by));
        changes.put(
                "replaceKeyHash",
                target -> target.replaceKeyHash(
                        ID, target.findHashed(ID).orElseThrow().keyHash(), SampleProvisioningKey.hash()));
        return changes;
    }

    /** A store that is lost with every change, once it is made. */
    private static DeviceRepository inDoubt(DeviceRepository target) {
        return (DeviceRepository) Proxy.newProxyInstance(
                DeviceRepository.class.getClassLoader(),
                new Class<?>[] {DeviceRepository.class},
                (proxy, method, arguments) -> {
                    Object answer = method.invoke(target, arguments);
                    if (HARMLESS.contains(method.getName())) {
                        return answer;
                    }
                    throw new StorageUnavailableException("lost");
                });
    }

    static Stream<String> namesOfChanges() {
        return changes().keySet().stream();
    }

    @Test
    void every_call_of_the_port_is_known_here() {
        assertThat(Stream.concat(namesOfChanges(), HARMLESS.stream()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DeviceRepository.class.getDeclaredMethods())
                        .map(Method::getName)
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("namesOfChanges")
    void forgets_a_device_that_is_changed(String change) {
        registered(SampleDevice.with(key));
        devices.findHashed(ID);
        assertThat(devices.recall(ID)).isPresent();

        changes().get(change).accept(devices);

        assertThat(devices.recall(ID)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("namesOfChanges")
    void forgets_a_device_whose_change_may_have_been_made_though_it_failed(String change) {
        registered(SampleDevice.with(key));
        DeviceRepository failing = remembering(inDoubt(inMemory.devices()));
        failing.findHashed(ID);
        assertThat(failing.recall(ID)).isPresent();

        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> changes().get(change).accept(failing));

        assertThat(failing.recall(ID)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("namesOfChanges")
    void remembers_nothing_that_was_read_before_a_change_that_is_made_meanwhile(String change) {
        registered(SampleDevice.with(key));
        Runnable[] meanwhile = {() -> {}};
        DeviceRepository slow = remembering(new ForwardingDeviceRepository(inMemory.devices()) {
            @Override
            public Optional<HashedDevice> findHashed(DeviceId id) {
                Optional<HashedDevice> read = super.findHashed(id);
                Runnable once = meanwhile[0];
                meanwhile[0] = () -> {};
                once.run();
                return read;
            }
        });
        meanwhile[0] = () -> changes().get(change).accept(slow);

        slow.findHashed(ID);

        assertThat(slow.recall(ID)).isEmpty();
    }

    @Test
    void recalls_a_device_until_its_time_is_up_and_what_others_changed_after_that() {
        HashedDevice device = registered(SampleDevice.with(key));
        devices.findHashed(ID);
        inMemory.devices().changeStatus(ACME, ID, DeviceStatus.DISABLED, SampleAttribution.any());

        nanos.set(TIME_TO_LIVE.toNanos() - 1);
        assertThat(devices.recall(ID)).contains(device);
        nanos.set(TIME_TO_LIVE.toNanos());
        assertThat(devices.recall(ID)).isEmpty();
        assertThat(devices.findHashed(ID).orElseThrow().device().status()).isEqualTo(DeviceStatus.DISABLED);
        assertThat(devices.recall(ID)).isEmpty();
    }

    @Test
    void recalls_only_what_was_asked_for_before() {
        registered(SampleDevice.with(key));

        assertThat(devices.recall(ID)).isEmpty();
        devices.find(ACME, ID);
        assertThat(devices.recall(ID)).isEmpty();
    }

    @Test
    void recalls_no_device_that_is_disabled_or_whose_next_use_changes_something() {
        for (SampleDevice sample : new SampleDevice[] {
            SampleDevice.with(key).status(DeviceStatus.DISABLED),
            SampleDevice.with(key).replayUntil(LATER)
        }) {
            registered(sample);
            devices.findHashed(ID);
            assertThat(devices.recall(ID)).isEmpty();
            devices.delete(ACME, ID, SampleAttribution.any());
        }
    }

    @Test
    void recalls_when_a_device_was_seen_but_for_no_longer_than_without() {
        registered(SampleDevice.with(key));
        devices.findHashed(ID);

        nanos.set(TIME_TO_LIVE.toNanos() - 1);
        devices.recordSeen(Map.of(ID, LATER));
        assertThat(devices.recall(ID).orElseThrow().device().lastSeenAt()).isEqualTo(LATER);
        devices.recordSeen(Map.of(ID, LATER.minusSeconds(1)));
        assertThat(devices.recall(ID).orElseThrow().device().lastSeenAt()).isEqualTo(LATER);
        nanos.set(TIME_TO_LIVE.toNanos());
        assertThat(devices.recall(ID)).isEmpty();
    }
}
