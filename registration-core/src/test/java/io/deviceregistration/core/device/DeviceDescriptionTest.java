package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.testkit.SampleDevice;
import io.deviceregistration.core.testkit.SampleProvisioningKey;
import io.deviceregistration.core.value.InvalidValueException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Location}, {@link DeviceType}, {@link DeviceId}: the small values of a device. */
final class DeviceDescriptionTest {

    @Test
    void a_location_has_1_to_256_characters_after_stripping() {
        assertThat(new Location("\u3000Hall 3 ").value()).isEqualTo("Hall 3");
        assertThat(new Location("Hall 3")).hasToString("Hall 3");
        assertThat(new Location("🙂".repeat(256)).value()).hasSize(512);
        for (String bad : new String[] {"", " ", "\u202f", "\u3164", "x".repeat(257), "a\nb", "a\u2028b"}) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Location(bad));
        }
    }

    @Test
    void a_type_has_1_to_64_characters_after_stripping() {
        assertThat(new DeviceType(" gateway\t").value()).isEqualTo("gateway");
        assertThat(new DeviceType("gateway")).hasToString("gateway");
        assertThat(new DeviceType("🙂".repeat(64)).value()).hasSize(128);
        for (String bad : new String[] {"", " ", "\u2007", "\ufeff", "x".repeat(65), "a\u0000b", "a\u2066b"}) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new DeviceType(bad));
        }
    }

    @Test
    void an_id_shows_itself() {
        UUID id = UUID.randomUUID();

        assertThat(new DeviceId(id)).hasToString(id.toString());
    }

    @Test
    void a_device_never_shows_a_hash() {
        HashedDevice hashed = SampleDevice.with(
                        SampleProvisioningKey.of("acme").build().key())
                .build();

        assertThat(hashed.toString()).doesNotContain(hashed.keyHash().reveal());
    }
}
