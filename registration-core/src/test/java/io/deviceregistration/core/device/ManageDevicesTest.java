package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyId;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.deviceregistration.core.tenant.TenantId;
import io.deviceregistration.core.testkit.InMemoryStores;
import io.deviceregistration.core.testkit.SampleAttribution;
import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What administrators do with devices: each little more than its port, and each bound to one tenant. */
final class ManageDevicesTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Administrator ADA = new Administrator(ACME, new Subject("ada"));
    private static final Administrator EVE = new Administrator(new TenantId("globex"), new Subject("eve"));

    private final InMemoryStores stores = new InMemoryStores();
    private final DeviceRepository devices = stores.devices();
    private final Device device = registered(SampleDevice.with(key()).name("pump"));

    @Test
    void reads_a_device_of_the_tenant_alone() {
        ReadDevice read = new ReadDevice(devices);

        assertThat(read.execute(new ReadDevice.Command(ACME, device.id()))).contains(device);
        assertThat(read.execute(new ReadDevice.Command(EVE.tenant(), device.id())))
                .isEmpty();
        assertThat(read.execute(new ReadDevice.Command(ACME, unknown()))).isEmpty();
    }

    @Test
    void disables_a_device_of_the_tenant_alone() {
        DisableDevice disable = new DisableDevice(devices, SampleAttribution.by(Clock.systemUTC()));

        assertThat(disable.execute(new DisableDevice.Command(EVE, device.id()))).isEmpty();
        assertThat(devices.find(ACME, device.id())).contains(device);
        for (int time = 1; time <= 2; time++) {
            assertThat(disable.execute(new DisableDevice.Command(ADA, device.id())))
                    .isEqualTo(devices.find(ACME, device.id()))
                    .get()
                    .extracting(Device::status)
                    .isEqualTo(DeviceStatus.DISABLED);
        }
        assertThat(disable.execute(new DisableDevice.Command(ADA, unknown()))).isEmpty();
    }

    @Test
    void disables_the_devices_of_a_key_of_the_tenant_alone() {
        DisableDevicesOfKey disable =
                new DisableDevicesOfKey(stores.keys(), devices, SampleAttribution.by(Clock.systemUTC()));
        ProvisioningKeyId key = device.provisioningKey();
        RegisteredSince since = new RegisteredSince(device.registeredAt());
        RegisteredSince later = new RegisteredSince(device.registeredAt().plusMillis(1));

        assertThat(disable.execute(new DisableDevicesOfKey.Command(EVE, key, null, false)))
                .isEmpty();
        assertThat(disable.execute(new DisableDevicesOfKey.Command(EVE, key, null, true)))
                .isEmpty();
        assertThat(disable.execute(
                        new DisableDevicesOfKey.Command(ADA, new ProvisioningKeyId(UUID.randomUUID()), null, false)))
                .isEmpty();
        assertThat(disable.execute(new DisableDevicesOfKey.Command(ADA, key, later, false)))
                .contains(new DisableDevicesOfKey.Result(0));
        assertThat(disable.execute(new DisableDevicesOfKey.Command(ADA, key, since, true)))
                .contains(new DisableDevicesOfKey.Result(1));
        assertThat(devices.find(ACME, device.id())).contains(device);
        assertThat(disable.execute(new DisableDevicesOfKey.Command(ADA, key, since, false)))
                .contains(new DisableDevicesOfKey.Result(1));
        assertThat(devices.find(ACME, device.id()).orElseThrow().status()).isEqualTo(DeviceStatus.DISABLED);
        for (boolean dryRun : new boolean[] {true, false}) {
            assertThat(disable.execute(new DisableDevicesOfKey.Command(ADA, key, null, dryRun)))
                    .contains(new DisableDevicesOfKey.Result(0));
        }
    }

    @Test
    void enables_a_device_of_the_tenant_alone() {
        devices.changeStatus(ACME, device.id(), DeviceStatus.DISABLED, SampleAttribution.any());
        EnableDevice enable = new EnableDevice(devices, SampleAttribution.by(Clock.systemUTC()));

        assertThat(enable.execute(new EnableDevice.Command(EVE, device.id()))).isEmpty();
        assertThat(devices.find(ACME, device.id()).orElseThrow().status()).isEqualTo(DeviceStatus.DISABLED);
        for (int time = 1; time <= 2; time++) {
            assertThat(enable.execute(new EnableDevice.Command(ADA, device.id())))
                    .contains(device);
        }
        assertThat(devices.find(ACME, device.id())).contains(device);
        assertThat(enable.execute(new EnableDevice.Command(ADA, unknown()))).isEmpty();
    }

    @Test
    void describes_a_device_of_the_tenant_alone() {
        DescribeDevice describe = new DescribeDevice(devices, SampleAttribution.by(Clock.systemUTC()));
        DeviceChange change = new DeviceChange(Change.to(new Location("roof")), Change.none(), null);

        assertThat(describe.execute(new DescribeDevice.Command(EVE, device.id(), change)))
                .isEmpty();
        assertThat(devices.find(ACME, device.id())).contains(device);
        assertThat(describe.execute(new DescribeDevice.Command(ADA, device.id(), change)))
                .isEqualTo(devices.find(ACME, device.id()))
                .get()
                .extracting(Device::location)
                .isEqualTo(new Location("roof"));
    }

    @Test
    void keeps_no_value_for_what_a_change_keeps() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Change<>(true, "value"));
    }

    @Test
    void deletes_a_device_of_the_tenant_alone_and_once() {
        DeleteDevice delete = new DeleteDevice(devices, SampleAttribution.by(Clock.systemUTC()));

        assertThat(delete.execute(new DeleteDevice.Command(EVE, device.id()))).isFalse();
        assertThat(devices.find(ACME, device.id())).contains(device);
        assertThat(delete.execute(new DeleteDevice.Command(ADA, device.id()))).isTrue();
        assertThat(devices.find(ACME, device.id())).isEmpty();
        assertThat(delete.execute(new DeleteDevice.Command(ADA, device.id()))).isFalse();
    }

    @Test
    void gives_a_device_of_the_tenant_alone_a_new_key() {
        VersionedHasher hasher = new VersionedHasher();
        StoredHash before = devices.findHashed(device.id()).orElseThrow().keyHash();
        ReplaceDeviceKey replace = new ReplaceDeviceKey(
                devices, hasher, new KeyGenerator(new SecureRandom()), SampleAttribution.by(Clock.systemUTC()));

        assertThat(replace.execute(new ReplaceDeviceKey.Command(EVE, device.id())))
                .isEmpty();
        assertThat(devices.findHashed(device.id()).orElseThrow().keyHash()).isEqualTo(before);
        PlainKey fresh =
                replace.execute(new ReplaceDeviceKey.Command(ADA, device.id())).orElseThrow();
        assertThat(new DeviceId(fresh.id())).isEqualTo(device.id());
        assertThat(hasher.check(
                        fresh, devices.findHashed(device.id()).orElseThrow().keyHash()))
                .isEqualTo(HashCheck.MATCH);
        assertThat(replace.execute(new ReplaceDeviceKey.Command(ADA, unknown())))
                .isEmpty();
    }

    @Test
    void lists_the_devices_of_the_tenant_that_meet_the_filter() {
        Device newer = registered(
                SampleDevice.with(key()).name("Pump 2").registeredAt(SampleDevice.REGISTERED_AT.plusMillis(1)));
        registered(SampleDevice.with(key()).name("fan"));
        DeviceFilter pumps = new DeviceFilter(null, DeviceStatus.ACTIVE, new DeviceNamePrefix("PUMP"), null);
        ListDevices list = new ListDevices(devices);

        var first = list.execute(new ListDevices.Command(ACME, pumps, PageRequest.first(1)));
        var second = list.execute(new ListDevices.Command(ACME, pumps, new PageRequest(1, first.next())));

        assertThat(first.items()).containsExactly(newer);
        assertThat(second.items()).containsExactly(device);
        assertThat(second.next()).isNull();
        assertThat(list.execute(new ListDevices.Command(EVE.tenant(), DeviceFilter.ALL, PageRequest.first(1)))
                        .items())
                .isEmpty();
    }

    private ProvisioningKey key() {
        var key = SampleProvisioningKey.of("acme").build();
        stores.keys().insert(key, SampleAttribution.any());
        return key.key();
    }

    private Device registered(SampleDevice sample) {
        HashedDevice hashed = sample.build();
        assertThat(devices.register(hashed, SampleAttribution.any()))
                .isEqualTo(new DeviceRepository.Registration.Registered());
        return hashed.device();
    }

    private static DeviceId unknown() {
        return new DeviceId(UUID.randomUUID());
    }
}
