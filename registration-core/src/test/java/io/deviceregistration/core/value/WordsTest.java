package io.deviceregistration.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.device.DeviceStatus;
import io.deviceregistration.core.provisioningkey.ProvisioningKeyStatus;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {

    @Test
    void are_what_clients_and_stores_know() {
        assertThat(Arrays.stream(DeviceStatus.values()).map(Words::of)).containsExactly("active", "disabled");
        assertThat(Arrays.stream(ProvisioningKeyStatus.values()).map(Words::of))
                .containsExactly("active", "revoked", "expired", "exhausted");
    }

    @Test
    void are_read_as_they_are_written() {
        for (DeviceStatus status : DeviceStatus.values()) {
            assertThat(Words.read(DeviceStatus.class, Words.of(status))).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lost", "ACTIVE", "Active", " active"})
    void are_read_in_no_other_spelling(String word) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Words.read(DeviceStatus.class, word))
                .withMessage("must be one of active, disabled");
    }

    @Test
    void are_alike_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Words.of(DeviceStatus.DISABLED)).isEqualTo("disabled");
        } finally {
            Locale.setDefault(before);
        }
    }
}
