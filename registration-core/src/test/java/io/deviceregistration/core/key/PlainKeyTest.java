package io.deviceregistration.core.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PlainKeyTest {

    private static final UUID ID = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");

    /** Computed with Python's base64.b32encode and zlib.crc32: id bytes 0 to 15, secret bytes 16 to 47. */
    private static final String PROVISIONING_KEY =
            "pvk_aaaqeayeaudaocajbifqydiob4caireeyuculbogazdinryhi6d4qccirdeqssmjzifevcwlbnfyxq5ypxnza";

    private static final String DEVICE_KEY =
            "dvc_aaaqeayeaudaocajbifqydiob4caireeyuculbogazdinryhi6d4qccirdeqssmjzifevcwlbnfyxqxrbrgqi";

    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());

    @Test
    void writes_a_key_as_the_format_says() {
        assertThat(PlainKey.of(KeyKind.PROVISIONING, ID, secretOfKnownKeys()).reveal())
                .isEqualTo(PROVISIONING_KEY);
        assertThat(PlainKey.of(KeyKind.DEVICE, ID, secretOfKnownKeys()).reveal())
                .isEqualTo(DEVICE_KEY);
    }

    @Test
    void reads_a_key_as_the_format_says() {
        PlainKey key = PlainKey.parse(KeyKind.DEVICE, DEVICE_KEY).orElseThrow();

        assertThat(key.kind()).isEqualTo(KeyKind.DEVICE);
        assertThat(key.id()).isEqualTo(ID);
        assertThat(key.reveal()).isEqualTo(DEVICE_KEY);
        assertThat(key.bytes()).isEqualTo(DEVICE_KEY.getBytes(US_ASCII));
    }

    @ParameterizedTest
    @EnumSource
    void reads_every_key_that_it_wrote(KeyKind kind) {
        for (int count = 0; count < 2000; count++) {
            PlainKey key = generator.generate(kind);

            assertThat(key.reveal())
                    .hasSize(PlainKey.LENGTH)
                    .hasSize(89)
                    .matches(kind.prefix() + "_[a-z2-7]{85}")
                    .isEqualTo(key.reveal().toLowerCase(Locale.ROOT));
            assertThat(PlainKey.parse(kind, key.reveal()))
                    .contains(key)
                    .get()
                    .extracting(PlainKey::id)
                    .isEqualTo(key.id());
        }
    }

    @Test
    void keeps_every_bit_of_any_id() {
        for (UUID id : new UUID[] {new UUID(0, 0), new UUID(-1, -1), new UUID(Long.MIN_VALUE, 1)}) {
            PlainKey key = generator.generate(KeyKind.DEVICE, id);

            assertThat(PlainKey.parse(KeyKind.DEVICE, key.reveal())
                            .orElseThrow()
                            .id())
                    .isEqualTo(id);
        }
    }

    @Test
    void refuses_every_change_of_a_single_character() {
        for (int position = 0; position < PlainKey.LENGTH; position++) {
            for (char c = 1; c < 128; c++) {
                if (c != DEVICE_KEY.charAt(position)) {
                    assertRefused(DEVICE_KEY.substring(0, position) + c + DEVICE_KEY.substring(position + 1));
                }
            }
        }
    }

    @Test
    void refuses_every_exchange_of_two_neighbours() {
        for (int position = 0; position < PlainKey.LENGTH - 1; position++) {
            char first = DEVICE_KEY.charAt(position);
            char second = DEVICE_KEY.charAt(position + 1);
            if (first != second) {
                assertRefused(DEVICE_KEY.substring(0, position) + second + first + DEVICE_KEY.substring(position + 2));
            }
        }
    }

    @Test
    void refuses_every_truncation_and_extension() {
        for (int length = 0; length < PlainKey.LENGTH; length++) {
            assertRefused(DEVICE_KEY.substring(0, length));
            assertRefused(DEVICE_KEY.substring(PlainKey.LENGTH - length));
        }
        for (String more : new String[] {"a", "=", " ", "\n", DEVICE_KEY}) {
            assertRefused(DEVICE_KEY + more);
            assertRefused(more + DEVICE_KEY);
        }
    }

    @Test
    void refuses_upper_case() {
        assertRefused(DEVICE_KEY.toUpperCase(Locale.ROOT));
        assertRefused("dvc_" + DEVICE_KEY.substring(4).toUpperCase(Locale.ROOT));
        assertRefused(withChecksum("dvc_" + DEVICE_KEY.substring(4, 82).toUpperCase(Locale.ROOT)));
    }

    @Test
    void refuses_a_key_of_the_other_kind() {
        assertRefused(PROVISIONING_KEY);
        assertThat(PlainKey.parse(KeyKind.PROVISIONING, DEVICE_KEY)).isEmpty();
    }

    @Test
    void refuses_another_prefix_with_a_right_checksum() {
        assertRefused(withChecksum("xyz_" + DEVICE_KEY.substring(4, 82)));
        assertRefused(withChecksum("dvc-" + DEVICE_KEY.substring(4, 82)));
        assertThat(withChecksum(DEVICE_KEY.substring(0, 82))).isEqualTo(DEVICE_KEY);
    }

    @Test
    void refuses_left_over_bits_with_a_right_checksum() {
        int lastOfId = 4 + 26 - 1;
        int lastOfSecret = 82 - 1;
        for (int position : new int[] {lastOfId, lastOfSecret}) {
            char canonical = DEVICE_KEY.charAt(position);
            char next = canonical == '7' ? '6' : (char) (canonical + 1);

            assertRefused(
                    withChecksum(DEVICE_KEY.substring(0, position) + next + DEVICE_KEY.substring(position + 1, 82)));
        }
    }

    @Test
    void refuses_what_is_not_ascii() {
        assertRefused("dvc_" + "é".repeat(85));
        assertRefused(withChecksum("dvc_" + "é".repeat(78)));
        assertRefused("dvc_" + "\ud83d".repeat(85));
        assertRefused("🙂".repeat(44) + "a");
    }

    @Test
    void takes_no_secret_of_another_length() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainKey.of(KeyKind.DEVICE, ID, new byte[31]))
                .withMessageNotContaining("[");
    }

    @Test
    void shows_no_more_than_a_hint() {
        PlainKey key = PlainKey.parse(KeyKind.DEVICE, DEVICE_KEY).orElseThrow();

        assertThat(key.hint()).isEqualTo("dvc_aaaqea…");
        assertThat(key).hasToString("dvc_aaaqea…");
        assertThat(PlainKey.hint(KeyKind.PROVISIONING, ID)).isEqualTo("pvk_aaaqea…");
    }

    @Test
    void equals_a_key_of_the_same_text_alone() {
        PlainKey key = PlainKey.parse(KeyKind.DEVICE, DEVICE_KEY).orElseThrow();

        assertThat(key)
                .isEqualTo(PlainKey.of(KeyKind.DEVICE, ID, secretOfKnownKeys()))
                .hasSameHashCodeAs(PlainKey.of(KeyKind.DEVICE, ID, secretOfKnownKeys()))
                .isNotEqualTo(PlainKey.of(KeyKind.PROVISIONING, ID, secretOfKnownKeys()))
                .isNotEqualTo(PlainKey.of(KeyKind.DEVICE, ID, new byte[32]))
                .isNotEqualTo(PlainKey.of(KeyKind.DEVICE, new UUID(0, 0), secretOfKnownKeys()))
                .isNotEqualTo(DEVICE_KEY);
    }

    @Test
    void gives_its_bytes_away_as_a_copy() {
        PlainKey key = PlainKey.parse(KeyKind.DEVICE, DEVICE_KEY).orElseThrow();

        Arrays.fill(key.bytes(), (byte) 0);

        assertThat(key.bytes()).isEqualTo(DEVICE_KEY.getBytes(US_ASCII));
    }

    private static void assertRefused(String text) {
        assertThat(PlainKey.parse(KeyKind.DEVICE, text)).isEmpty();
    }

    private static byte[] secretOfKnownKeys() {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (16 + i);
        }
        return secret;
    }

    private static String withChecksum(String unchecked) {
        CRC32 crc = new CRC32();
        crc.update(unchecked.getBytes(UTF_8));
        long value = crc.getValue();
        byte[] bytes = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
        return unchecked + Base32.encode(bytes);
    }
}
