package io.deviceregistration.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deviceregistration.core.value.InvalidValueException;
import io.deviceregistration.core.value.Sha256;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegistrationAttemptTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("0123456789abcdef");
    private static final DeviceName NAME = new DeviceName("pump");

    @Test
    void tells_requests_apart_that_differ_in_anything() {
        List<RegistrationAttempt> attempts = List.of(
                RegistrationAttempt.of(KEY, NAME, null, null, DeviceAttributes.NONE),
                RegistrationAttempt.of(KEY, new DeviceName("PUMP"), null, null, DeviceAttributes.NONE),
                RegistrationAttempt.of(KEY, NAME, new Location("x"), null, DeviceAttributes.NONE),
                RegistrationAttempt.of(KEY, NAME, null, new DeviceType("x"), DeviceAttributes.NONE),
                RegistrationAttempt.of(KEY, NAME, new Location("-"), null, DeviceAttributes.NONE),
                RegistrationAttempt.of(KEY, NAME, null, null, DeviceAttributes.of(Map.of("a", "b"))),
                RegistrationAttempt.of(KEY, NAME, null, null, DeviceAttributes.of(Map.of("a", "", "b", ""))),
                RegistrationAttempt.of(KEY, NAME, null, null, DeviceAttributes.of(Map.of("a", "1:b"))),
                RegistrationAttempt.of(KEY, NAME, null, null, DeviceAttributes.of(Map.of("a1:b", ""))));

        assertThat(attempts).doesNotHaveDuplicates();
    }

    @Test
    void knows_an_equal_request_again() {
        assertThat(RegistrationAttempt.of(
                        new IdempotencyKey("0123456789abcdef"),
                        new DeviceName(" pump "),
                        null,
                        null,
                        DeviceAttributes.of(Map.of("a", "1", "b", "2"))))
                .isEqualTo(
                        RegistrationAttempt.of(KEY, NAME, null, null, DeviceAttributes.of(Map.of("b", "2", "a", "1"))));
    }

    @Test
    void takes_16_to_255_visible_ascii_characters_for_an_idempotency_key() {
        for (String bad : List.of("x".repeat(15), "x".repeat(256), "0123456789 abcdef", "0123456789abcdeé")) {
            assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new IdempotencyKey(bad));
        }
        new IdempotencyKey("!~".repeat(8));
        new IdempotencyKey("x".repeat(255));
    }

    @Test
    void does_not_show_an_idempotency_key() {
        assertThat(KEY).asString().doesNotContain("0123");
        assertThat(KEY)
                .isNotEqualTo(new IdempotencyKey("0123456789abcdeF"))
                .hasSameHashCodeAs(new IdempotencyKey("0123456789abcdef"));
    }

    @Test
    void takes_nothing_but_a_digest_for_one() {
        assertThat(Sha256.of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThatIllegalArgumentException().isThrownBy(() -> new Sha256("BA78"));
    }
}
