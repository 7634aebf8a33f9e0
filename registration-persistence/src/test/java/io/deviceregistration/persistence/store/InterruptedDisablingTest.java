package io.deviceregistration.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.audit.Attribution;
import io.deviceregistration.core.audit.AuditAction;
import io.deviceregistration.core.audit.AuditEvent;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.AuditObject;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.persistence.store.CuttingProxy.Cut;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What whoever disables a key's devices sees of a connection to PostgreSQL that is lost while that is being confirmed. */
final class InterruptedDisablingTest {

    private static final TenantId TENANT = new TenantId("demo");

    private final TestDatabase database = TestDatabase.onPostgresWithSchema();
    private final HashedProvisioningKey key = SampleProvisioningKey.of("demo").build();
    private final Attribution by = SampleAttribution.any();
    private DatabaseStore direct;
    private List<Device> devices;

    @BeforeEach
    void register() {
        direct = database.open();
        direct.provisioningKeys().insert(key, SampleAttribution.any());
        devices = Stream.generate(() -> SampleDevice.with(key.key()).build())
                .limit(7)
                .peek(device -> direct.devices().register(device, SampleAttribution.any()))
                .map(HashedDevice::device)
                .toList();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void each_device_is_disabled_once_and_all_are_counted(Cut cut) throws Exception {
        try (CuttingProxy proxy = proxy(cut);
                DatabaseStore store = through(proxy)) {
            proxy.cutNext(1);
            assertThat(store.devices().disableAll(TENANT, key.key().id(), null, by))
                    .isEqualTo(devices.size());
            assertThat(proxy.commits()).isEqualTo(2);
        }
        assertThat(statuses()).containsOnly(DeviceStatus.DISABLED);
        assertThat(disablings())
                .containsExactlyInAnyOrderElementsOf(devices.stream()
                        .map(device -> by.eventOfMany(
                                TENANT,
                                AuditAction.DEVICE_DISABLED,
                                new AuditObject(
                                        AuditObject.Type.DEVICE,
                                        device.id().value(),
                                        device.name().value())))
                        .toList());
    }

    @Test
    void what_is_never_confirmed_is_done_to_all_or_to_none() throws Exception {
        try (CuttingProxy proxy = proxy(Cut.BEFORE_THE_COMMIT);
                DatabaseStore store = through(proxy)) {
            proxy.cutNext(Integer.MAX_VALUE);
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(
                            () -> store.devices().disableAll(TENANT, key.key().id(), null, by));
        }
        assertThat(statuses()).containsOnly(DeviceStatus.ACTIVE);
        assertThat(disablings()).isEmpty();
    }

    @Test
    void other_events_of_the_same_moment_are_not_taken_for_its_own() throws Exception {
        direct.devices()
                .changeStatus(TENANT, devices.get(0).id(), DeviceStatus.DISABLED, SampleAttribution.at(by.at()));
        try (CuttingProxy proxy = proxy(Cut.AFTER_THE_COMMIT);
                DatabaseStore store = through(proxy)) {
            proxy.cutNext(1);
            assertThat(store.devices().disableAll(TENANT, key.key().id(), null, by))
                    .isEqualTo(devices.size() - 1);
        }
        assertThat(disablings()).hasSize(devices.size());
    }

    private List<DeviceStatus> statuses() {
        return devices.stream()
                .map(device ->
                        direct.devices().find(TENANT, device.id()).orElseThrow().status())
                .toList();
    }

    private List<AuditEvent> disablings() {
        return direct.audit().list(TENANT, AuditFilter.ALL, PageRequest.first(200)).items().stream()
                .filter(event -> event.action() == AuditAction.DEVICE_DISABLED)
                .toList();
    }

    private CuttingProxy proxy(Cut cut) throws Exception {
        return new CuttingProxy(uri().getPort(), cut);
    }

    private DatabaseStore through(CuttingProxy proxy) {
        String url = database.settings().url().replace(":" + uri().getPort() + "/", ":" + proxy.port() + "/");
        return DatabaseStore.open(StoreSettings.of(url).withPoolSize(1));
    }

    private URI uri() {
        return URI.create(database.settings().url().substring("jdbc:".length()));
    }
}
