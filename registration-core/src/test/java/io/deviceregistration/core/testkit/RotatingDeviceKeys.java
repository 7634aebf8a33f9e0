package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.device.DeviceId;
import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.device.HashedDevice;
import io.deviceregistration.core.key.StoredHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of {@link DeviceRepositoryContract} about keys that devices rotate, one at a time. */
abstract class RotatingDeviceKeys extends ChangingDevices {

    static final Instant UNTIL = REGISTERED_AT.plusSeconds(3600);

    private final StoredHash first = StoredHash.of("$s$aBc");
    private final StoredHash second = StoredHash.of("$s$" + "~".repeat(StoredHash.MAX_LENGTH - 3));
    private final StoredHash third = SampleProvisioningKey.hash();

    @Test
    void keeps_the_key_that_was_rotated_beside_the_new_one_and_changes_nothing_else() {
        SampleDevice sample = full().hash(first);
        HashedDevice bystander = registered(SampleDevice.with(key).hash(first));
        DeviceId id = registered(sample).device().id();

        assertThat(devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any()))
                .isTrue();

        assertStored(sample.hash(second).previousKey(first, UNTIL).build());
        assertStored(bystander);
    }

    @Test
    void replaces_an_unused_new_key_when_the_old_one_is_rotated_again() {
        SampleDevice sample = full().hash(first);
        DeviceId id = registered(sample).device().id();
        devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any());

        assertThat(devices.rotateKey(id, first, third, UNTIL.plusMillis(1), SampleAttribution.any()))
                .isTrue();

        assertStored(sample.hash(third).previousKey(first, UNTIL.plusMillis(1)).build());
    }

    @Test
    void ends_the_key_before_one_that_is_rotated_itself() {
        SampleDevice sample = full().hash(first);
        DeviceId id = registered(sample).device().id();
        devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any());

        assertThat(devices.rotateKey(id, second, third, UNTIL.plusMillis(1), SampleAttribution.any()))
                .isTrue();

        assertStored(sample.hash(third).previousKey(second, UNTIL.plusMillis(1)).build());
        assertThat(devices.rotateKey(id, first, SampleProvisioningKey.hash(), UNTIL, SampleAttribution.any()))
                .isFalse();
    }

    @Test
    void rotates_no_key_but_the_current_and_the_previous_one() {
        SampleDevice sample = full().hash(first);
        DeviceId id = registered(sample).device().id();

        for (String other : List.of("$s$x", "$s$abc", "$s$ABC", "$S$aBc", "$s$aB", "$s$aBc$")) {
            assertThat(devices.rotateKey(id, StoredHash.of(other), second, UNTIL, SampleAttribution.any()))
                    .as(other)
                    .isFalse();
        }
        assertStored(sample.build());
    }

    @Test
    void rotates_no_key_of_a_disabled_device() {
        SampleDevice sample = full().hash(first).status(DeviceStatus.DISABLED);
        DeviceId id = registered(sample).device().id();

        assertThat(devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any()))
                .isFalse();

        assertStored(sample.build());
    }

    @Test
    void ends_the_previous_key_when_the_new_one_is_used_and_changes_nothing_else() {
        SampleDevice sample = full().hash(first);
        HashedDevice bystander = registered(SampleDevice.with(key).hash(first));
        DeviceId id = registered(sample).device().id();
        devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any());
        devices.rotateKey(bystander.device().id(), first, second, UNTIL, SampleAttribution.any());

        for (int time = 1; time <= 2; time++) {
            assertThat(devices.confirmKey(id, second)).isTrue();
            assertStored(sample.hash(second).build());
        }
        assertThat(devices.findHashed(bystander.device().id()).orElseThrow().previousKey())
                .isNotNull();
    }

    @Test
    void confirms_no_key_but_the_current_one() {
        SampleDevice sample = full().hash(second);
        DeviceId id = registered(sample).device().id();
        devices.rotateKey(id, second, first, UNTIL, SampleAttribution.any());

        for (StoredHash other : List.of(second, third, StoredHash.of("$s$abc"), StoredHash.of("$S$aBc"))) {
            assertThat(devices.confirmKey(id, other)).isFalse();
        }
        assertStored(sample.hash(first).previousKey(second, UNTIL).build());
    }

    @Test
    void keeps_the_previous_key_through_every_other_change() {
        SampleDevice sample = full().hash(first);
        DeviceId id = registered(sample).device().id();
        devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any());

        devices.recordSeen(Map.of(id, REGISTERED_AT.plusMillis(1)));
        devices.changeStatus(ACME, id, DeviceStatus.DISABLED, SampleAttribution.any());
        devices.replaceKeyHash(id, second, third);

        assertStored(sample.hash(third)
                .previousKey(first, UNTIL)
                .lastSeenAt(REGISTERED_AT.plusMillis(1))
                .status(DeviceStatus.DISABLED)
                .build());
    }

    @Test
    void ends_the_previous_key_too_when_an_administrator_replaces_the_key() {
        SampleDevice sample = full().hash(first);
        DeviceId id = registered(sample).device().id();
        devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any());

        assertThat(devices.replaceKey(ACME, id, third, SampleAttribution.any())).isTrue();

        assertStored(sample.hash(third).build());
        assertThat(devices.rotateKey(id, first, second, UNTIL, SampleAttribution.any()))
                .isFalse();
    }
}
