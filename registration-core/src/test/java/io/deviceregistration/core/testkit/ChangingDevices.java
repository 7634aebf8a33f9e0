package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.Change;
import io.deviceregistration.core.device.DeviceAttributes;
import io.deviceregistration.core.device.DeviceChange;
import io.deviceregistration.core.device.DeviceFilter;
import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.DeviceType;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.device.Location;
import io.deviceregistration.core.key.StoredHash;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.provisioningkey.ProvisioningKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about what administrators change, one at a time. */
abstract class ChangingDevices extends ListingDevices {

    private static final DeviceChange NOTHING = new DeviceChange(Change.none(), Change.none(), null);

    @Test
    void describes_a_device_part_by_part_and_changes_nothing_else() {
        SampleDevice sample = full();
        HashedDevice bystander = registered(full().name("bystander"));
        DeviceId id = registered(sample).device().id();

        assertDescribed(id, NOTHING, sample);
        assertDescribed(
                id,
                new DeviceChange(Change.to(new Location("Dach 🙂")), Change.none(), null),
                sample.location("Dach 🙂"));
        assertDescribed(
                id, new DeviceChange(Change.none(), Change.to(new DeviceType("Süd")), null), sample.type("Süd"));
        assertDescribed(
                id,
                new DeviceChange(Change.none(), Change.none(), DeviceAttributes.of(Map.of("größe", "ß"))),
                sample.attributes(Map.of("größe", "ß")));
        assertStored(bystander);
    }

    @Test
    void clears_every_part_of_a_description() {
        SampleDevice bare = SampleDevice.with(key);
        HashedDevice device = bare.build();
        DeviceId id = device.device().id();
        registered(SampleDevice.with(key)
                .id(id)
                .name(device.device().name().value())
                .hash(device.keyHash())
                .location("Hall 3")
                .type("gateway")
                .attributes(Map.of("serial", "0042")));

        assertDescribed(id, new DeviceChange(Change.to(null), Change.to(null), DeviceAttributes.NONE), bare);
    }

    @Test
    void keeps_a_description_of_the_greatest_size() {
        SampleDevice sample = full();
        DeviceId id = registered(sample).device().id();
        DeviceAttributes greatest = DeviceAttributes.of(Texts.greatestAttributes());

        assertDescribed(
                id,
                new DeviceChange(
                        Change.to(new Location("🙂".repeat(256))),
                        Change.to(new DeviceType("🙂".repeat(64))),
                        greatest),
                sample.location("🙂".repeat(256)).type("🙂".repeat(64)).attributes(greatest.values()));
    }

    @Test
    void deletes_a_device_with_its_key_and_frees_its_name() {
        ProvisioningKey limited =
                inserted(SampleProvisioningKey.of("acme").limit(2)).key();
        HashedDevice bystander = registered(full().name("bystander"));
        HashedDevice device = registered(SampleDevice.with(limited).name("valve"));
        DeviceId id = device.device().id();

        assertThat(devices.delete(ACME, id, SampleAttribution.any())).isTrue();

        assertThat(devices.find(ACME, id)).isEmpty();
        assertThat(devices.findHashed(id)).isEmpty();
        assertThat(devices.list(ACME, DeviceFilter.ALL, PageRequest.first(10)).items())
                .containsExactly(bystander.device());
        assertThat(devices.delete(ACME, id, SampleAttribution.any())).isFalse();
        assertThat(keys.find(ACME, limited.id()).orElseThrow().registrations()).isEqualTo(1);
        registered(SampleDevice.with(limited).name("VALVE"));
        assertStored(bystander);
    }

    @Test
    void replaces_a_key_whatever_it_was_and_changes_nothing_else() {
        SampleDevice sample = full();
        HashedDevice bystander = registered(SampleDevice.with(key));
        DeviceId id = registered(sample).device().id();

        for (int time = 1; time <= 2; time++) {
            StoredHash replacement = SampleProvisioningKey.hash();
            assertThat(devices.replaceKey(ACME, id, replacement, SampleAttribution.any()))
                    .isTrue();
            assertStored(sample.hash(replacement).build());
        }
        assertStored(bystander);
    }

    @Test
    void recalls_no_device_as_it_was_before_a_change() {
        SampleDevice sample = full();
        HashedDevice device = registered(sample);
        DeviceId id = device.device().id();

        assertRecalledAsItIs(id);
        devices.describe(ACME, id, new DeviceChange(Change.to(null), Change.none(), null), SampleAttribution.any());
        assertRecalledAsItIs(id);
        devices.rotateKey(id, device.keyHash(), SampleProvisioningKey.hash(), REGISTERED_AT, SampleAttribution.any());
        assertRecalledAsItIs(id);
        devices.replaceKey(ACME, id, SampleProvisioningKey.hash(), SampleAttribution.any());
        assertRecalledAsItIs(id);
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());
        assertRecalledAsItIs(id);
        devices.changeStatus(ACME, id, DeviceStatus.ACTIVE, SampleAttribution.any());
        assertRecalledAsItIs(id);
        devices.disableAll(ACME, key.id(), null, SampleAttribution.any());
        assertRecalledAsItIs(id);
        devices.delete(ACME, id, SampleAttribution.any());
        assertRecalledAsItIs(id);
    }

    /** Nothing need be recalled; and to find a device is to let it be recalled from then on. */
    private void assertRecalledAsItIs(DeviceId id) {
        Optional<HashedDevice> recalled = devices.recall(id);
        Optional<HashedDevice> stored = devices.findHashed(id);
        assertThat(recalled).isIn(Optional.empty(), stored);
        assertThat(devices.recall(id)).isIn(Optional.empty(), stored);
    }

    private void assertDescribed(DeviceId id, DeviceChange change, SampleDevice expected) {
        assertThat(devices.describe(ACME, id, change, SampleAttribution.any()))
                .contains(expected.build().device());
        assertStored(expected.build());
    }
}
