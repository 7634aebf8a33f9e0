package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.Device;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceRepository;
import io.deviceregistration.core.device.DeviceRepository.Registration;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.provisioningkey.HashedProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStore;
import io.deviceregistration.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about single devices that are registered. */
abstract class KeepingDevices {

    static final Instant REGISTERED_AT = SampleDevice.REGISTERED_AT;
    static final TenantId ACME = new TenantId("acme");
    static final List<TenantId> OTHERS = KeepingProvisioningKeys.OTHERS;

    Stores stores = new InMemoryStores().all();
    ProvisioningKeyStore keys = stores.keys();
    DeviceRepository devices = stores.devices();

    /** A key of {@link #ACME} that registers any number of devices. */
    ProvisioningKey key = SampleProvisioningKey.of("acme").build().key();

    abstract Stores newStores() throws Exception;

    abstract Optional<Stores> secondStores() throws Exception;

    @BeforeEach
    final void begin_with_an_empty_store_and_a_key() throws Exception {
        stores = newStores();
        keys = stores.keys();
        devices = stores.devices();
        key = inserted(SampleProvisioningKey.of("acme")).key();
    }

    @Test
    void keeps_a_device_without_any_optional_field() {
        assertKept(SampleDevice.with(key).build());
    }

    @Test
    void keeps_a_device_with_every_optional_field() {
        assertKept(SampleDevice.with(key)
                .location("Hall 3, row 2")
                .type("gateway")
                .attributes(Map.of("serial", "0042", "empty", "", " spaced ", " out "))
                .status(DeviceStatus.DISABLED)
                .lastSeenAt(REGISTERED_AT.plusMillis(1))
                .registeredFrom("2001:db8:0:0:0:0:0:" + "f".repeat(45))
                .build());
    }

    @Test
    void keeps_text_of_the_greatest_length() {
        for (String name : Texts.ofLength(128)) {
            assertKept(SampleDevice.with(key).name(name).build());
        }
        for (String location : Texts.ofLength(256)) {
            assertKept(SampleDevice.with(key).location(location).build());
        }
        for (String type : Texts.ofLength(64)) {
            assertKept(SampleDevice.with(key).type(type).build());
        }
        assertKept(SampleDevice.with(key)
                .hash(StoredHash.of("$s$" + "~".repeat(StoredHash.MAX_LENGTH - 3)))
                .build());
    }

    @Test
    void keeps_every_field_of_the_greatest_size_at_once() {
        assertKept(SampleDevice.with(key)
                .name("ΐ".repeat(128))
                .location("🙂".repeat(256))
                .type("🙂".repeat(64))
                .attributes(Texts.greatestAttributes())
                .hash(StoredHash.of("$s$" + "~".repeat(StoredHash.MAX_LENGTH - 3)))
                .build());
    }

    @Test
    void keeps_awkward_text_as_it_is() {
        for (String text : Texts.AWKWARD) {
            assertKept(SampleDevice.with(key)
                    .name(text)
                    .location(text)
                    .type(text)
                    .attributes(Map.of(text, text))
                    .build());
        }
    }

    @Test
    void keeps_attributes_apart_whose_keys_differ_little() {
        assertKept(SampleDevice.with(key)
                .attributes(Map.of(
                        "a", "1", "A", "2", "ａ", "3", "a ", "4", "á", "5", "a\u0301", "6", "a\u200d", "7", "ß", "8",
                        "ss", "9", " ", "10"))
                .build());
    }

    @Test
    void keeps_times_to_the_millisecond() {
        List<String> times = List.of(
                "1970-01-01T00:00:00Z",
                "2024-03-10T02:30:00.001Z",
                "2024-03-31T02:30:00.002Z",
                "2024-10-27T00:30:00.004Z",
                "2024-10-27T01:30:00.006Z",
                "2038-01-19T03:14:08.010Z",
                "2999-12-31T23:59:59.999Z");
        for (Instant time : times.stream().map(Instant::parse).toList()) {
            assertKept(SampleDevice.with(key)
                    .registeredAt(time)
                    .lastSeenAt(time.plusMillis(1))
                    .build());
        }
    }

    @Test
    void finds_nothing_under_an_unknown_id() {
        registered(SampleDevice.with(key));
        DeviceId unknown = new DeviceId(UUID.randomUUID());

        assertThat(devices.find(ACME, unknown)).isEmpty();
        assertThat(devices.findHashed(unknown)).isEmpty();
        assertThat(devices.changeStatus(ACME, unknown, DeviceStatus.DISABLED, SampleAttribution.any()))
                .isEmpty();
        assertThat(devices.describe(
                        ACME, unknown, new DeviceChange(Change.none(), Change.none(), null), SampleAttribution.any()))
                .isEmpty();
        assertThat(devices.delete(ACME, unknown, SampleAttribution.any())).isFalse();
        assertThat(devices.replaceKey(ACME, unknown, SampleProvisioningKey.hash(), SampleAttribution.any()))
                .isFalse();
        assertThat(devices.rotateKey(
                        unknown,
                        SampleProvisioningKey.hash(),
                        SampleProvisioningKey.hash(),
                        REGISTERED_AT,
                        SampleAttribution.any()))
                .isFalse();
        assertThat(devices.confirmKey(unknown, SampleProvisioningKey.hash())).isFalse();
        devices.recordSeen(Map.of(unknown, REGISTERED_AT));
        devices.replaceKeyHash(unknown, SampleProvisioningKey.hash(), SampleProvisioningKey.hash());
        assertThat(devices.findHashed(unknown)).isEmpty();
    }

    @Test
    void finds_nothing_of_another_tenant() {
        HashedDevice device = registered(SampleDevice.with(key));

        for (TenantId other : OTHERS) {
            assertThat(devices.find(other, device.device().id()))
                    .as("for %s", other)
                    .isEmpty();
        }
    }

    @Test
    void changes_nothing_of_another_tenant() {
        HashedDevice device = registered(SampleDevice.with(key));

        for (TenantId other : OTHERS) {
            assertThat(devices.changeStatus(
                            other, device.device().id(), DeviceStatus.DISABLED, SampleAttribution.any()))
                    .as("for %s", other)
                    .isEmpty();
            assertThat(devices.describe(
                            other,
                            device.device().id(),
                            new DeviceChange(Change.to(new Location("elsewhere")), Change.none(), null),
                            SampleAttribution.any()))
                    .as("for %s", other)
                    .isEmpty();
            assertThat(devices.delete(other, device.device().id(), SampleAttribution.any()))
                    .as("for %s", other)
                    .isFalse();
            assertThat(devices.replaceKey(
                            other, device.device().id(), SampleProvisioningKey.hash(), SampleAttribution.any()))
                    .as("for %s", other)
                    .isFalse();
        }
        assertStored(device);
    }

    @Test
    void disables_and_enables_a_device_and_changes_nothing_else() {
        SampleDevice sample = full();
        HashedDevice bystander = registered(SampleDevice.with(key));
        DeviceId id = registered(sample).device().id();

        for (DeviceStatus status : List.of(
                DeviceStatus.ACTIVE,
                DeviceStatus.DISABLED,
                DeviceStatus.DISABLED,
                DeviceStatus.ACTIVE,
                DeviceStatus.ACTIVE)) {
            HashedDevice changed = sample.status(status).build();

            assertThat(devices.changeStatus(ACME, id, status, SampleAttribution.any()))
                    .contains(changed.device());
            assertStored(changed);
        }
        assertStored(bystander);
    }

    @Test
    void replaces_a_hash_and_changes_nothing_else() {
        SampleDevice sample = full();
        HashedDevice bystander = registered(SampleDevice.with(key));
        HashedDevice device = registered(sample);
        StoredHash replacement = StoredHash.of("$s$" + "~".repeat(StoredHash.MAX_LENGTH - 3));

        devices.replaceKeyHash(device.device().id(), device.keyHash(), replacement);
        devices.replaceKeyHash(device.device().id(), device.keyHash(), SampleProvisioningKey.hash());

        assertStored(sample.hash(replacement).build());
        assertStored(bystander);
    }

    @Test
    void replaces_no_hash_but_the_old_one() {
        HashedDevice device = registered(SampleDevice.with(key).hash(StoredHash.of("$s$aBc")));

        for (String old : List.of("$s$x", "$s$abc", "$s$ABC", "$S$aBc", "$s$aB", "$s$aBc$")) {
            devices.replaceKeyHash(device.device().id(), StoredHash.of(old), SampleProvisioningKey.hash());
            assertStored(device);
        }
    }

    @Test
    void shows_every_change_to_whoever_opens_the_store_again() throws Exception {
        SampleDevice sample = full();
        HashedDevice device = registered(sample);
        DeviceId id = device.device().id();
        Optional<Stores> again = secondStores();
        assumeTrue(again.isPresent(), "this store can't be opened again");

        assertThat(again.get().devices().findHashed(id)).contains(device);
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());
        again.get().devices().recordSeen(Map.of(id, REGISTERED_AT.plusMillis(9)));

        HashedDevice changed = sample.status(DeviceStatus.DISABLED)
                .lastSeenAt(REGISTERED_AT.plusMillis(9))
                .build();
        assertStored(changed);
        assertThat(again.get().devices().findHashed(id)).contains(changed);
    }

    HashedProvisioningKey inserted(SampleProvisioningKey sample) {
        HashedProvisioningKey inserted = sample.build();
        keys.insert(inserted, SampleAttribution.any());
        return inserted;
    }

    HashedDevice registered(SampleDevice sample) {
        HashedDevice device = sample.build();
        assertThat(devices.register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        return device;
    }

    void assertStored(HashedDevice device) {
        Device expected = device.device();
        assertThat(devices.find(expected.tenant(), expected.id())).contains(expected);
        assertThat(devices.findHashed(expected.id())).contains(device);
    }

    /** A device that says all it may of itself. */
    final SampleDevice full() {
        return SampleDevice.with(key)
                .name("pump")
                .location("Hall 3")
                .type("gateway")
                .attributes(Map.of("serial", "0042"))
                .registeredFrom("198.51.100.7");
    }

    private void assertKept(HashedDevice device) {
        assertThat(devices.register(device, SampleAttribution.any())).isEqualTo(new Registration.Registered());
        assertStored(device);
    }
}
